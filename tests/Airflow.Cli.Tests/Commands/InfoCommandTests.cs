using System.Text.Json.Nodes;

namespace Airflow.Cli.Tests.Commands;

public sealed class InfoCommandTests : IDisposable
{
    private readonly TestHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Programs_get_one_record_a_part()
    {
        var run = await CliRun.LineAsync("info -o json", _home);

        run.ExitCode.ShouldBe(0, run.Error);
        var parts = JsonNode.Parse(run.Out)!.AsArray();
        parts.Select(static part => part!.AsObject().Single().Key).ShouldBe(["apache_airflow", "system_info", "tools_info", "paths_info"]);
        ((string)parts[0]!["apache_airflow"]!["sql_alchemy_conn"]!).ShouldBe($"sqlite:///{_home.PathOf("airflow.db")}");
        ((string)parts[3]!["paths_info"]!["airflow_home"]!).ShouldBe(_home.Path);
    }

    [Fact]
    public async Task People_get_titled_lists()
    {
        var run = await CliRun.LineAsync("info", _home);

        run.Out.ShouldStartWith("\nAirflow.NET\nversion ");
        run.Out.ShouldContain("\nTools info\n");
    }

    [Fact]
    public async Task Anonymous_output_names_neither_home_nor_host()
    {
        var run = await CliRun.LineAsync("info --anonymize", _home);

        run.Out.ShouldNotContain(_home.Path);
        run.Out.ShouldContain("${AIRFLOW_HOME}");
    }

    [Fact]
    public async Task A_password_of_the_database_is_never_shown()
    {
        _home.Set("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "postgresql://ann:geheim@db/airflow");

        (await CliRun.LineAsync("info", _home)).Out.ShouldNotContain("geheim");
    }

    [Fact]
    public async Task The_cheat_sheet_has_every_command_once()
    {
        var run = await CliRun.LineAsync("cheat-sheet", _home);

        var lines = run.Out.Split('\n').Where(static line => line.StartsWith("airflow ", StringComparison.Ordinal)).ToList();
        lines.Count.ShouldBe(Cli.Commands.CommandTree.Commands.Count + Cli.Commands.CommandTree.Groups.Sum(static group => group.Commands().Count));
        lines.ShouldBeUnique();
        lines.Select(static line => line.IndexOf('|', StringComparison.Ordinal)).Distinct().Count().ShouldBe(1);
    }
}
