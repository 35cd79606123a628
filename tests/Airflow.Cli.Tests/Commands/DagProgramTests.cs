using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Tests.Samples;

namespace Airflow.Cli.Tests.Commands;

public sealed class DagProgramTests
{
    [Fact]
    public void The_words_name_file_DAG_date_and_conf() =>
        DagProgram.Words("/d/x.cs", "x", ["test", "t"], new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero), "{}")
            .ShouldBe(["run", "/d/x.cs", "--", "test", "t", "--dag", "x", "--logical-date", "2026-01-05T00:00:00+00:00", "--conf", "{}"]);

    [Fact]
    public void What_is_absent_is_left_to_the_program() =>
        DagProgram.Words("/d/x.cs", "x", ["run"], null, null).ShouldBe(["run", "/d/x.cs", "--", "run", "--dag", "x"]);

    [Fact]
    public async Task A_DAG_whose_file_is_elsewhere_cannot_be_tested()
    {
        using var home = await SampleDags.SeedAsync();

        var run = await CliRun.LineAsync("dags test etl_daily", home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("--dagfile-path");
    }

    [Fact]
    public async Task An_unknown_DAG_fails_as_recorded()
    {
        using var home = await SampleDags.SeedAsync();
        home.Set("AIRFLOW__CORE__LOAD_EXAMPLES", "False");

        await SampleAssertions.ShouldFailAsRecordedAsync("dags-test-fail-unknown", home, "Dag 'nope' could not be found");
    }

    [Fact]
    public async Task A_DAG_of_another_bundle_is_not_cleared()
    {
        using var home = await SampleDags.SeedAsync();
        home.Set("AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST", """[{"name": "dags-folder"}, {"name": "other"}]""");

        var other = await CliRun.LineAsync("tasks clear etl_daily -y -B other", home);
        var its = await CliRun.LineAsync("tasks clear etl_daily -y -B dags-folder", home);
        var none = await CliRun.LineAsync("tasks clear .* -R -B other", home);

        other.ExitCode.ShouldBe(1);
        other.Error.ShouldContain("DAG 'etl_daily' is in bundle dags-folder, not in other.");
        its.ExitCode.ShouldBe(0, its.Error);
        none.Out.ShouldContain("Nothing to clear.");
    }

    [Theory]
    [InlineData("tasks test etl_daily extract 2026-01-05 --env-vars [1]", "--env-vars must be a JSON object")]
    [InlineData("tasks test etl_daily extract 2026-01-05 -t [1]", "must be a JSON object")]
    [InlineData("tasks test etl_daily extract no_such_run", "'no_such_run' not found")]
    [InlineData("dags test etl_daily -B nope", "Bundles not found: nope")]
    [InlineData("tasks clear etl_daily -y -B nope", "Bundles not found: nope")]
    public async Task What_a_test_cannot_use_is_said_in_one_line(string line, string message)
    {
        using var home = await SampleDags.SeedAsync();

        var run = await CliRun.LineAsync(line, home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain(message);
        run.Error.Trim().ShouldNotContain("\n");
    }
}
