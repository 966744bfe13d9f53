//! Who may do what («права»): one table role × verb × scope.
