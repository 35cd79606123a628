namespace Airflow.Server.Api.Auth;

/// <summary>What the caller of an operation must be allowed to do.</summary>
/// <param name="Action">can_read, can_edit, can_create or can_delete; empty: anybody may, without a credential.</param>
/// <param name="Resource">One of <see cref="ApiResources"/>.</param>
internal sealed record ApiNeed(string Action, string Resource)
{
    /// <summary>No credential is needed.</summary>
    public static ApiNeed Nothing { get; } = new("", "");

    public bool IsNothing => Action.Length == 0;

    public static ApiNeed Read(string resource) => new("can_read", resource);

    public static ApiNeed Edit(string resource) => new("can_edit", resource);

    public static ApiNeed Create(string resource) => new("can_create", resource);

    public static ApiNeed Delete(string resource) => new("can_delete", resource);
}
