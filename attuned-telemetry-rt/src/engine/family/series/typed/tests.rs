//! Tests of a chunk, which the package `loom` compiles without its tests.

use super::chunk::{Added, Chunk, MOST_CONFLICTS};

#[test]
fn chunk_is_split_after_many_conflicts() {
    let chunk = Chunk::new(0);
    assert_eq!(chunk.add(5, 1), Added::IsNew);
    chunk.add_first(5, 1);
    let conflicts = (0..=MOST_CONFLICTS).map(|_| chunk.add_in_conflict(5, 1));
    assert_eq!(conflicts.filter(|added| *added == Added::Crowded).count(), 1);
    chunk.split(|| Some(1_000));
    chunk.split(|| Some(2_000));
    assert_eq!(chunk.add(5, 1), Added::OwnCell(1_005));
    let shared = u64::from(MOST_CONFLICTS) + 2;
    assert_eq!(chunk.total(5, u64::from), shared + 1_005);
    assert_eq!(chunk.add(6, 1), Added::IsNew, "a series is counted in the shared cell first");
    assert_eq!(chunk.total(6, |_| 7), 0);
}

#[test]
fn chunk_is_shared_if_there_are_no_more_cells() {
    let chunk = Chunk::new(0);
    chunk.add_first(0, 1);
    chunk.split(|| None);
    assert_eq!((chunk.add(0, 1), chunk.first_own_cell()), (Added::Yes, None));
    assert_eq!(chunk.total(0, |_| 7), 2);
}
