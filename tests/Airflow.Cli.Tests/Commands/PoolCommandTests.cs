using Airflow.Cli.Tests.Samples;
using static Airflow.Cli.Tests.Samples.SampleAssertions;

namespace Airflow.Cli.Tests.Commands;

public sealed class PoolCommandTests : IDisposable
{
    private readonly TestHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("pools-list-table")]
    [InlineData("pools-list-json")]
    [InlineData("pools-list-yaml")]
    [InlineData("pools-list-plain")]
    [InlineData("pools-set")]
    [InlineData("pools-set-deferred")]
    [InlineData("pools-get-unknown")]
    [InlineData("pools-delete-unknown")]
    [InlineData("pools-import-missing")]
    public Task A_new_database_answers_as_recorded(string id) => ShouldBeAsRecordedAsync(id, _home);

    [Theory]
    [InlineData("pools-get")]
    [InlineData("pools-get-json")]
    [InlineData("pools-export")]
    [InlineData("pools-delete")]
    public async Task Stored_pools_are_answered_as_recorded(string id)
    {
        await CliRun.RunAsync(["pools", "set", "etl", "4", "ETL pool"], _home);
        await CliRun.RunAsync(["pools", "set", "etl2", "2", "with deferred", "--include-deferred"], _home);

        await ShouldBeAsRecordedAsync(id, _home);
    }

    [Fact]
    public async Task Exported_pools_are_sorted_JSON()
    {
        await CliRun.RunAsync(["pools", "set", "etl", "4", "ETL pool"], _home);

        await CliRun.LineAsync("pools export pools.json", _home);

        (await File.ReadAllTextAsync(_home.PathOf("pools.json"), TestContext.Current.CancellationToken)).ShouldBe(
            """
            {
                "default_pool": {
                    "description": "Default pool",
                    "include_deferred": false,
                    "slots": 128
                },
                "etl": {
                    "description": "ETL pool",
                    "include_deferred": false,
                    "slots": 4
                }
            }
            """);
    }

    [Theory]
    [InlineData("pools-list-many-table")]
    [InlineData("pools-list-many-json")]
    [InlineData("pools-list-many-yaml")]
    [InlineData("pools-list-many-plain")]
    public async Task Imported_pools_are_listed_as_recorded(string id)
    {
        await CliRun.RunAsync(["pools", "set", "etl", "4", "ETL pool"], _home);
        await ImportAsync("""{"p1": {"slots": 3, "description": "d"}, "p2": {"slots": 1, "description": "e", "include_deferred": true}}""");

        await ShouldBeAsRecordedAsync(id, _home);
    }

    [Fact]
    public async Task Import_counts_the_pools() =>
        (await ImportAsync("""{"p1": {"slots": 3, "description": "d"}, "p2": {"slots": 1, "description": "e"}}""")).Out.ShouldBe("Uploaded 2 pool(s)\n");

    [Fact]
    public async Task Import_saves_what_is_complete_and_names_what_is_not()
    {
        var run = await ImportAsync("""{"p1": {"slots": 3, "description": "d"}, "p3": {"slots": 1}, "p4": {"slots": "many", "description": "d"}}""");

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldBe("Failed to update pool(s): p3, p4\n");
        (await CliRun.LineAsync("pools get p1 -o plain", _home)).ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    public async Task Import_refuses_what_is_no_object(string text)
    {
        var run = await ImportAsync(text);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldStartWith("Invalid json file: ");
    }

    [Fact]
    public Task The_default_pool_stays() => ShouldFailAsRecordedAsync("pools-delete-default", _home, "default_pool cannot be deleted");

    [Theory]
    [InlineData("pools-set-bad-slots")]
    [InlineData("pools-set-missing")]
    public async Task Wrong_arguments_are_usage_errors(string id)
    {
        var sample = Sample.Read(id);

        var run = await CliRun.RunAsync(sample.Words);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldBe(sample.Error);
    }

    [Fact]
    public async Task Slots_below_no_limit_are_refused()
    {
        var run = await CliRun.LineAsync("pools set p -2 x", _home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("-1 means no limit");
    }

    private async Task<CliRun> ImportAsync(string text)
    {
        await File.WriteAllTextAsync(_home.PathOf("p.json"), text, TestContext.Current.CancellationToken);
        return await CliRun.LineAsync("pools import p.json", _home);
    }
}
