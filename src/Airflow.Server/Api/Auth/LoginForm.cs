namespace Airflow.Server.Api.Auth;

/// <summary>What stands in the form of the login page.</summary>
/// <param name="Action">Where it is sent.</param>
/// <param name="Next">Where to go afterwards; empty: home.</param>
/// <param name="Username">The name that was tried.</param>
/// <param name="Problem">Why it did not do; null: nothing was tried.</param>
internal sealed record LoginForm(string Action, string Next, string Username = "", string? Problem = null)
{
    /// <summary>What the button to the provider says after "Log in with"; null: there is none.</summary>
    public string? Provider { get; init; }

    /// <summary>Where that button leads.</summary>
    public string ProviderPath { get; init; } = "";
}
