using Airflow.Storage.Sql;

namespace Airflow.Storage.Results;

/// <summary>Celery's tables of results, made as Celery 5.5 makes them.</summary>
internal static class ResultTables
{
    public static SqlScripts Scripts { get; } = new(
        """
        CREATE TABLE IF NOT EXISTS celery_taskmeta (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            task_id VARCHAR(155),
            status VARCHAR(50),
            result BLOB,
            date_done DATETIME,
            traceback TEXT,
            name VARCHAR(155),
            args BLOB,
            kwargs BLOB,
            worker VARCHAR(155),
            retries INTEGER,
            queue VARCHAR(155),
            UNIQUE (task_id)
        );
        CREATE TABLE IF NOT EXISTS celery_tasksetmeta (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            taskset_id VARCHAR(155),
            result BLOB,
            date_done DATETIME,
            UNIQUE (taskset_id)
        );
        """,
        """
        CREATE SEQUENCE IF NOT EXISTS task_id_sequence START WITH 1;
        CREATE SEQUENCE IF NOT EXISTS taskset_id_sequence START WITH 1;
        CREATE TABLE IF NOT EXISTS celery_taskmeta (
            id INTEGER NOT NULL,
            task_id VARCHAR(155),
            status VARCHAR(50),
            result BYTEA,
            date_done TIMESTAMP WITHOUT TIME ZONE,
            traceback TEXT,
            name VARCHAR(155),
            args BYTEA,
            kwargs BYTEA,
            worker VARCHAR(155),
            retries INTEGER,
            queue VARCHAR(155),
            PRIMARY KEY (id),
            UNIQUE (task_id)
        );
        CREATE TABLE IF NOT EXISTS celery_tasksetmeta (
            id INTEGER NOT NULL,
            taskset_id VARCHAR(155),
            result BYTEA,
            date_done TIMESTAMP WITHOUT TIME ZONE,
            PRIMARY KEY (id),
            UNIQUE (taskset_id)
        );
        """,
        """
        /*M! CREATE SEQUENCE IF NOT EXISTS task_id_sequence START WITH 1 *//*!80000 DO 0 */;
        /*M! CREATE SEQUENCE IF NOT EXISTS taskset_id_sequence START WITH 1 *//*!80000 DO 0 */;
        CREATE TABLE IF NOT EXISTS celery_taskmeta (
            id INTEGER NOT NULL /*!80000 AUTO_INCREMENT */,
            task_id VARCHAR(155),
            status VARCHAR(50),
            result BLOB,
            date_done DATETIME,
            traceback TEXT,
            name VARCHAR(155),
            args BLOB,
            kwargs BLOB,
            worker VARCHAR(155),
            retries INTEGER,
            queue VARCHAR(155),
            PRIMARY KEY (id),
            UNIQUE (task_id)
        );
        CREATE TABLE IF NOT EXISTS celery_tasksetmeta (
            id INTEGER NOT NULL /*!80000 AUTO_INCREMENT */,
            taskset_id VARCHAR(155),
            result BLOB,
            date_done DATETIME,
            PRIMARY KEY (id),
            UNIQUE (taskset_id)
        );
        """);
}
