namespace Airflow.Storage.Sql;

/// <summary>What only one transaction of all processes may do at a time; SQLite has one writer anyway.</summary>
internal enum SqlLock
{
    /// <summary>Handing out runs, so that no run has two holders and no DAG more runs than it may have.</summary>
    RunLeases = 1,

    /// <summary>Storing what was parsed: version numbers count up without a gap.</summary>
    Dags = 2,

    /// <summary>Making runs of queued asset events.</summary>
    Assets = 3,

    /// <summary>Roles with what they permit.</summary>
    Roles = 4,

    /// <summary>Applying migrations.</summary>
    Migrations = 5,
}
