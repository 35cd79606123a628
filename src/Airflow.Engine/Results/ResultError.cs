namespace Airflow.Engine.Results;

/// <summary>An error as Celery's readers make an exception of it: its class, the module of that, and what it says.</summary>
public sealed record ResultError(string Type, string Module, string Message)
{
    /// <summary>The class by which Celery knows messages that were not run to their end.</summary>
    public static ResultError Revoked(string reason) => new("TaskRevokedError", "celery.exceptions", reason);
}
