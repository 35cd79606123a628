namespace Airflow.Storage.Servers;

/// <summary>What to do about an error of a database server.</summary>
internal enum ServerFailure
{
    /// <summary>Trying again does not help.</summary>
    Permanent,

    /// <summary>The connection is gone or cannot be made: try again on another.</summary>
    Connection,

    /// <summary>Another transaction was in the way, and this one was undone: try it again.</summary>
    Conflict,

    /// <summary>A row refers to one that is not there.</summary>
    MissingReference,

    /// <summary>Another rule of a table refused a row.</summary>
    Constraint,
}
