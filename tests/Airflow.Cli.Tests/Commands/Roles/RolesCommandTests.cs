using System.Text.Json.Nodes;
using Airflow.Cli.Tests.Samples;

namespace Airflow.Cli.Tests.Commands.Roles;

public sealed class RolesCommandTests : IDisposable
{
    private readonly TestHome _home = new();

    private SampleSequence Samples => new(_home);

    public void Dispose() => _home.Dispose();

    [Fact]
    public Task Roles_are_listed_and_created_as_recorded() => Samples.CheckAsync("roles-list", "roles-create", "sync-perm");

    [Fact]
    public async Task Permissions_are_given_and_taken()
    {
        await CliRun.LineAsync("roles create Team1", _home);

        (await CliRun.LineAsync("roles add-perms Team1 -r DAGs -a can_read -a can_edit", _home)).Out
            .ShouldBe("Added can read on DAGs to role Team1\nAdded can edit on DAGs to role Team1\nAdded 2 permission(s)\n");
        (await CliRun.LineAsync("roles add-perms Team1 -r DAGs -a can_read", _home)).Out.ShouldBe("Added 0 permission(s)\n");
        (await CliRun.LineAsync("roles list -p -o json", _home)).Out
            .ShouldContain("""{"name": "Team1", "resource": "DAGs", "action": "can_edit,can_read"}""");
        (await CliRun.LineAsync("roles del-perms Team1 -r DAGs", _home)).Out.ShouldEndWith("Deleted 2 permission(s)\n");
    }

    /// <summary>A database that was made by an earlier version lacks rights that came since, such as the one of Op to steer workers.</summary>
    [Fact]
    public async Task Syncing_gives_built_in_roles_what_they_lack_and_leaves_others_alone()
    {
        await CliRun.LineAsync("roles create Team1", _home);
        await CliRun.LineAsync("roles add-perms Team1 -r DAGs -a can_read", _home);
        await CliRun.LineAsync("roles add-perms Viewer -r Variables -a can_read", _home);
        var before = await PermissionsAsync();
        (await CliRun.RunAsync(["roles", "del-perms", "Op", "-r", "Cluster Activity", "-a", "can_edit"], _home)).Out.ShouldEndWith("Deleted 1 permission(s)\n");
        (await PermissionsAsync()).ShouldNotBe(before);

        (await CliRun.LineAsync("sync-perm", _home)).ExitCode.ShouldBe(0);

        (await PermissionsAsync()).ShouldBe(before, ignoreOrder: true);
    }

    private async Task<IReadOnlyList<string>> PermissionsAsync() =>
        [.. JsonNode.Parse((await CliRun.LineAsync("roles list -p -o json", _home)).Out)!.AsArray()
            .SelectMany(static row => $"{row!["action"]}".Split(',').Select(action => $"{row["name"]} {action} {row["resource"]}"))];

    [Theory]
    [InlineData("roles delete Nobody", "Role named 'Nobody' does not exist")]
    [InlineData("roles add-perms Admin -r Nothing -a can_read", "Resource named 'Nothing' does not exist")]
    [InlineData("roles add-perms Admin -r DAGs -a can_fly", "Action named 'can_fly' does not exist")]
    [InlineData("roles import none.json", "File 'none.json' does not exist")]
    public async Task Names_that_stand_for_nothing_are_refused(string line, string message)
    {
        var run = await CliRun.LineAsync(line, _home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldBe(message + "\n");
    }

    [Fact]
    public async Task Roles_of_ones_own_travel()
    {
        await CliRun.LineAsync("roles create Empty Team1", _home);
        await CliRun.LineAsync("roles add-perms Team1 -r DAGs -a can_read", _home);

        (await CliRun.LineAsync("roles export roles.json --pretty", _home)).Out
            .ShouldBe("2 roles with 2 linked permissions successfully exported to roles.json\n");
        (await CliRun.LineAsync("roles delete Empty Team1", _home)).Out.ShouldBe("Deleted 2 role(s)\n");
        (await CliRun.LineAsync("roles import roles.json", _home)).Out.ShouldBe("roles and permissions successfully imported\n");

        (await CliRun.LineAsync("roles list -o plain", _home)).Out.ShouldContain("Empty");
        (await CliRun.LineAsync("roles list -p -o json", _home)).Out.ShouldContain("""{"name": "Team1", "resource": "DAGs", "action": "can_read"}""");
    }
}
