//! Typed counters.

use loom::thread;

use super::model;
use crate::engine::cells::shards::{LocalShard, Shards};
use crate::engine::typed::chunk::{Added, Chunk};

/// A chunk, and the threads' own cells, for one execution. They are leaked, like statics.
fn counted() -> (&'static Chunk, &'static Shards) {
    (Box::leak(Box::new(Chunk::new(0))), Box::leak(Box::new(Shards::new())))
}

/// Adds 1 to series 2, as an engine does.
fn count(chunk: &Chunk, shards: &'static Shards) {
    match chunk.add(2, 1) {
        Added::Yes | Added::Crowded => {}
        Added::IsNew => chunk.add_first(2, 1),
        Added::OwnCell(cell) => {
            let shard = shards.take().expect("there are enough shards");
            LocalShard::exclusive(shard).count(cell, 1);
            shard.give_back();
        }
    }
}

fn total(chunk: &Chunk, shards: &Shards) -> u64 {
    chunk.total(2, |cell| shards.total(cell))
}

#[test]
fn chunk_that_is_split_while_threads_count_loses_nothing_and_never_goes_down() {
    model(|| {
        let (chunk, shards) = counted();
        let counting = [(); 2].map(|()| {
            thread::spawn(move || {
                count(chunk, shards);
                chunk.split(|| Some(8));
                count(chunk, shards);
            })
        });
        let (first, second) = (total(chunk, shards), total(chunk, shards));
        assert!(first <= second && second <= 4, "{first} and then {second}");
        for thread in counting {
            thread.join().expect("the thread does not panic");
        }
        assert_eq!(total(chunk, shards), 4);
    });
}
