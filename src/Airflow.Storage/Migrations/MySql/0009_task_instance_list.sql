-- The order in which task instances of all DAGs are listed unless another is asked for; without it every page sorts the whole table. Neither column
-- changes with the state.
CREATE INDEX idx_task_instance_list ON task_instance (map_index, id);
