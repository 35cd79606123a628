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

        await SampleAssertions.ShouldFailAsRecordedAsync("dags-test-fail-unknown", home, "Dag 'nope' could not be found");
    }
}
