//! Adapters: monitoring backends that are added, exchanged and removed while the program runs.
