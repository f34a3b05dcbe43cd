-- One row when the numbers of the past were compared with an earlier release, none when there was none of the same kind of data.
-- It is left out of the content hash, as marts.restatement is.
--
-- grain: previous_run
-- column: previous_run  varchar  the release before
-- column: is_map_changed  boolean  the stage map or another reference that the facts depend on is not the same
-- column: is_version_changed  boolean  another version of the program wrote it
-- column: has_new_file  boolean  files were loaded that it did not have
-- answers: Was this release compared with an earlier one?
select previous_run, is_map_changed, is_version_changed, has_new_file
from ops.comparison
