//! Which days are worked («производственный календарь»), as data: federal days, regional days, days moved by the Government.
