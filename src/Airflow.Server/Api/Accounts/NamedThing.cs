namespace Airflow.Server.Api.Accounts;

/// <summary>The name of a role, an action or a resource, as users and permissions have them.</summary>
internal sealed record NamedThing(string Name);
