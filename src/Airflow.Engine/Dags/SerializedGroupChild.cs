namespace Airflow.Engine.Dags;

/// <summary>A member of a group under its full id: a task, or a group when <see cref="Group"/> is set.</summary>
public sealed record SerializedGroupChild(string Id, SerializedTaskGroup? Group);
