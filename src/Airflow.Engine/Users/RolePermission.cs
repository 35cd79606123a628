namespace Airflow.Engine.Users;

/// <summary>One permission of a role.</summary>
public readonly record struct RolePermission(string Action, string Resource);
