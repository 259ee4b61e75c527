//! Nothing: the package is there for its tests, and for its dependency, a runtime with every macro on.
