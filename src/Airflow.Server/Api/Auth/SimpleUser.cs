namespace Airflow.Server.Api.Auth;

/// <summary>A user of the simple auth manager.</summary>
internal sealed class SimpleUser(string name, string role) : ApiUser(name)
{
    private readonly int rank = SimpleRole.RankOf(role) ?? -1;

    public override string Role { get; } = role;

    public override bool Can(string action, string resource) => rank >= SimpleRole.Least(action, resource);
}
