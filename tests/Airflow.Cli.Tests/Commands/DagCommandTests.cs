using Airflow.Cli.Tests.Samples;
using Airflow.Engine.Dags;
using static Airflow.Cli.Tests.Samples.SampleAssertions;

namespace Airflow.Cli.Tests.Commands;

public sealed class DagCommandTests
{
    [Theory]
    [InlineData("dags-list-empty-json")]
    [InlineData("dags-list-empty-table")]
    [InlineData("dags-list-import-errors-none")]
    [InlineData("dags-list-jobs-none-table")]
    [InlineData("dags-list-jobs-none-json")]
    [InlineData("dags-list-jobs-none-yaml")]
    [InlineData("dags-list-jobs-none-plain")]
    public async Task An_empty_database_answers_as_recorded(string id)
    {
        using var home = new TestHome();

        await ShouldBeAsRecordedAsync(id, home);
    }

    [Theory]
    [InlineData("dags-list-table")]
    [InlineData("dags-list-json")]
    [InlineData("dags-list-yaml")]
    [InlineData("dags-list-plain")]
    [InlineData("dags-list-columns")]
    [InlineData("dags-list-columns-bad")]
    [InlineData("dags-list-bundle")]
    [InlineData("dags-list-bundle-unknown")]
    [InlineData("dags-details-unknown")]
    [InlineData("dags-list-runs-unknown")]
    [InlineData("dags-list-runs-none")]
    [InlineData("dags-next-execution")]
    [InlineData("dags-next-execution-n3")]
    [InlineData("dags-next-execution-table")]
    [InlineData("dags-next-execution-field")]
    [InlineData("dags-next-execution-no-schedule")]
    [InlineData("dags-next-execution-unknown")]
    [InlineData("dags-unpause")]
    [InlineData("dags-pause-again")]
    [InlineData("dags-pause-unknown")]
    [InlineData("dags-unpause-regex")]
    [InlineData("dags-unpause-regex-ask")]
    [InlineData("dags-state-none")]
    [InlineData("dags-state-unknown")]
    [InlineData("dags-delete-ask")]
    [InlineData("dags-report")]
    [InlineData("dags-show")]
    [InlineData("dags-show-group")]
    [InlineData("dags-show-save-imgcat")]
    [InlineData("dags-show-unknown")]
    [InlineData("dags-show-dependencies")]
    [InlineData("dags-trigger")]
    [InlineData("dags-trigger-json")]
    [InlineData("dags-trigger-logical-date")]
    public async Task Stored_DAGs_answer_as_recorded(string id)
    {
        using var home = await SampleDags.SeedAsync();

        await ShouldBeAsRecordedAsync(id, home, new FixedClock(SampleDags.ParsedAt));
    }

    [Theory]
    [InlineData("dags-pause-json")]
    [InlineData("dags-unpause-again")]
    public async Task Unpaused_DAGs_answer_as_recorded(string id)
    {
        using var home = await SampleDags.SeedAsync(isPaused: false);

        await ShouldBeAsRecordedAsync(id, home);
    }

    [Fact]
    public async Task A_graph_is_saved_as_text_without_Graphviz()
    {
        using var home = await SampleDags.SeedAsync();
        var path = home.PathOf("graph.dot");

        var saved = await CliRun.RunAsync(["dags", "show", "etl_daily", "--save", path], home);
        var printed = await CliRun.RunAsync(["dags", "show", "etl_daily"], home);
        var nameless = await CliRun.RunAsync(["dags", "show", "etl_daily", "--save", home.PathOf("graph")], home);

        saved.Out.ShouldBe($"File {path} saved\n");
        (await File.ReadAllTextAsync(path) + "\n").ShouldBe(printed.Out);
        nameless.ExitCode.ShouldBe(1);
        nameless.Error.ShouldContain("has no ending");
    }

    [Theory]
    [InlineData("dags-details-table")]
    [InlineData("dags-details-json")]
    [InlineData("dags-details-yaml")]
    [InlineData("dags-details-plain")]
    public async Task Details_are_as_recorded(string id)
    {
        using var home = await SampleDags.SeedAsync();
        var sample = Sample.Read(id);

        var run = await CliRun.RunAsync(sample.Words, home);

        // cells are as wide as their content, and the recorded file token was replaced by a shorter text
        Squeeze(SampleText.HideTimes(SampleText.Normalize(run.Out, home))).ShouldBe(Squeeze(SampleText.HideTimes(sample.Out)));
        run.ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("dags-trigger-unknown", "Dag id nope not found")]
    [InlineData("dags-trigger-bad-conf", "The conf is not JSON")]
    [InlineData("dags-trigger-conf-not-object", "DagRun conf must be a JSON object or null")]
    [InlineData("dags-trigger-bad-param", "Invalid input for param name: 5 is not of type")]
    [InlineData("dags-delete-unknown", "Dag id nope not found")]
    [InlineData("tasks-list-unknown", "Dag 'nope' could not be found")]
    public async Task What_is_wrong_is_said_in_one_line(string id, string message)
    {
        using var home = await SampleDags.SeedAsync();

        await ShouldFailAsRecordedAsync(id, home, message);
    }

    [Theory]
    [InlineData("dags-trigger-missing-argument")]
    [InlineData("dags-trigger-bad-date")]
    [InlineData("dags-next-execution-bad-n")]
    [InlineData("dags-list-runs-bad-state")]
    [InlineData("err-ambiguous-prefix")]
    [InlineData("err-unknown-option")]
    [InlineData("err-group-alone")]
    [InlineData("err-no-command")]
    public Task Wrong_arguments_are_usage_errors(string id) => ShouldBeUsageErrorAsRecordedAsync(id);

    [Fact]
    public async Task An_unmigrated_database_says_what_to_do()
    {
        using var home = new TestHome(withDatabase: false);

        var run = await CliRun.LineAsync("dags list", home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldBe("Database migration required. Please run `airflow db migrate`.\n");
    }

    [Fact]
    public async Task A_run_id_is_taken_once()
    {
        using var home = await SampleDags.SeedAsync();
        await CliRun.LineAsync("dags trigger manual_report --run-id manual__1", home);

        await ShouldFailAsRecordedAsync("dags-trigger-duplicate", home, "A DAG Run already exists for DAG manual_report with run id manual__1");
    }

    [Fact]
    public async Task A_run_id_that_names_other_folders_is_refused()
    {
        using var home = await SampleDags.SeedAsync();

        var run = await CliRun.LineAsync("dags trigger manual_report --run-id ../../x", home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("must not contain '..'");
    }

    [Fact]
    public async Task Conf_is_shown_beside_the_state()
    {
        using var home = await SampleDags.SeedAsync();
        await CliRun.RunAsync(["dags", "trigger", "manual_report", "--run-id", "manual__2", "-c", """{"name": "x"}"""], home);

        await ShouldBeAsRecordedAsync("dags-state-conf", home);
    }

    [Fact]
    public async Task Deleting_needs_an_answer()
    {
        using var home = await SampleDags.SeedAsync();

        var run = await CliRun.LineAsync("dags delete etl_daily", home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("--yes");
        (await CliRun.LineAsync("dags list --columns dag_id -o plain", home)).Out.ShouldContain("etl_daily");
    }

    [Fact]
    public async Task Deleting_removes_the_DAG()
    {
        using var home = await SampleDags.SeedAsync();

        var run = await CliRun.LineAsync("dags delete etl_daily -y", home);

        run.Out.ShouldMatch(@"^Removed \d+ record\(s\)\n$");
        (await CliRun.LineAsync("dags list --columns dag_id -o plain", home)).Out.ShouldNotContain("etl_daily");
    }

    [Theory]
    [InlineData("dags-list-import-errors-json")]
    [InlineData("dags-list-import-errors-yaml")]
    [InlineData("dags-list-import-errors-plain")]
    [InlineData("dags-list-import-errors-table")]
    [InlineData("dags-list-broken")]
    [InlineData("dags-report-broken")]
    public async Task A_broken_file_shows_as_recorded(string id)
    {
        using var home = await SampleDags.SeedAsync();
        await using (var stores = home.OpenStores())
        {
            await stores.Dags.SaveAsync(
                [new ParsedFile { BundleName = "dags-folder", RelativePath = "broken.py", ParsedAt = SampleDags.ParsedAt, ImportError = Traceback(home) }],
                TestContext.Current.CancellationToken);
            await stores.Dags.SetPausedAsync(["etl_daily", "manual_report"], true, TestContext.Current.CancellationToken);
        }

        await ShouldBeAsRecordedAsync(id, home);
    }

    private static string Traceback(TestHome home) => $"""
        Traceback (most recent call last):
          File "<frozen importlib._bootstrap>", line 241, in _call_with_frames_removed
          File "{home.PathOf("dags/broken.py")}", line 2, in <module>
            import nope_module
        ModuleNotFoundError: No module named 'nope_module'

        """;

    private static string Squeeze(string text) => string.Join('\n', text.Split('\n').Select(static line => line.TrimEnd().Replace("==", "=", StringComparison.Ordinal).TrimEnd('=')));

    [Fact]
    public async Task Files_are_parsed_again_as_recorded()
    {
        using var home = await SampleDags.SeedAsync();
        home.Set("AIRFLOW__CORE__LOAD_EXAMPLES", "False");

        await ShouldBeAsRecordedAsync("dags-reserialize", home);
    }

    [Fact]
    public async Task A_path_to_parse_must_be_there()
    {
        using var home = await SampleDags.SeedAsync();

        var run = await CliRun.LineAsync("dags list -S nowhere", home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldBe($"There is neither a file nor a folder {home.PathOf("nowhere")}.\n");
    }

    [Fact]
    public async Task A_list_without_a_column_is_refused()
    {
        using var home = await SampleDags.SeedAsync();

        var run = await CliRun.LineAsync("dags list --columns nope", home);

        run.ExitCode.ShouldBe(1);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldEndWith("No column is left to print.\n");
    }
}
