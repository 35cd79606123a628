using static Airflow.Cli.Tests.Samples.SampleAssertions;

namespace Airflow.Cli.Tests.Commands;

public sealed class DbCommandTests : IDisposable
{
    private static readonly DateTimeOffset Old = new(2020, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestHome _home = new();
    private readonly TestHome _newHome = new(withDatabase: false);

    public void Dispose()
    {
        _home.Dispose();
        _newHome.Dispose();
    }

    [Theory]
    [InlineData("db-reset-cancel")]
    [InlineData("db-migrate-both")]
    [InlineData("db-check-migrations")]
    public Task A_migrated_database_answers_as_recorded(string id) => ShouldBeAsRecordedAsync(id, _home);

    [Theory]
    [InlineData("db-check-migrations-no-db", "There are still unapplied migrations")]
    public Task What_is_wrong_is_said_in_one_line(string id, string message) => ShouldFailAsRecordedAsync(id, _newHome, message);

    [Fact]
    public async Task Cleaning_needs_the_right_words()
    {
        var run = await CliRun.LineAsync("db clean --clean-before-timestamp 2025-01-01", _home, input: "n\n");

        run.ExitCode.ShouldBe(1);
        run.Out.ShouldStartWith("You have requested that we purge all data prior to 2025-01-01 00:00:00+00:00 for tables [");
        run.Error.ShouldBe("User did not confirm; exiting.\n");
    }

    [Fact]
    public async Task A_dry_run_of_cleaning_lists_tables_and_rows()
    {
        var run = await CliRun.LineAsync("db clean --clean-before-timestamp 2025-01-01 --dry-run -t log,xcom", _home);

        run.ExitCode.ShouldBe(0);
        run.Out.ShouldBe("Performing dry run for db cleanup.\nData prior to 2025-01-01 00:00:00+00:00 would be purged from tables ['log', 'xcom']:\n\n"
            + "table | rows\n======+=====\nlog   | 0   \nxcom  | 0   \n            \n");
    }

    [Fact]
    public async Task Cleaned_rows_are_archived_exported_and_dropped()
    {
        await using (var stores = _home.OpenStores())
        {
            await stores.AuditLog.AddAsync(new() { At = Old, Event = "old" }, TestContext.Current.CancellationToken);
        }

        var clean = await CliRun.LineAsync("db clean --clean-before-timestamp 2025-01-01 -t log -y", _home, clock: new FixedClock(Old.AddYears(5)));
        var export = await CliRun.LineAsync("db export-archived --output-path .", _home);
        var drop = await CliRun.LineAsync("db drop-archived", _home, input: "drop archived tables\n");

        clean.Out.ShouldContain("log   | 1    | _airflow_deleted__log__20250601000000\n");
        export.Out.ShouldEndWith("Total exported tables: 1, Total dropped tables: 0\n");
        (await File.ReadAllTextAsync(_home.PathOf("_airflow_deleted__log__20250601000000.csv"), TestContext.Current.CancellationToken)).ShouldContain(",old,");
        drop.ExitCode.ShouldBe(0, drop.Error);
        drop.Out.ShouldEndWith("Total dropped tables: 1\n");
    }

    [Fact]
    public async Task Nothing_is_archived_when_nobody_wants_it()
    {
        await using (var stores = _home.OpenStores())
        {
            await stores.AuditLog.AddAsync(new() { At = Old, Event = "old" }, TestContext.Current.CancellationToken);
        }

        var clean = await CliRun.LineAsync("db clean --clean-before-timestamp 2025-01-01 --skip-archive -t log -y", _home);
        var drop = await CliRun.LineAsync("db drop-archived", _home);

        clean.Out.ShouldStartWith("table | rows\n======+=====\nlog   | 1   \n");
        drop.Out.ShouldBe("Total dropped tables: 0\n");
    }

    [Fact]
    public async Task Tables_without_DAGs_are_left_alone_when_DAGs_are_chosen()
    {
        var run = await CliRun.LineAsync("db clean --clean-before-timestamp 2025-01-01 --dag-ids etl -t log,import_error -y", _home);

        run.ExitCode.ShouldBe(0);
        run.Error.ShouldBe("Left alone, since their rows belong to no DAG: import_error\n");
    }

    [Fact]
    public async Task A_table_that_fails_does_not_keep_the_others_from_being_cleaned()
    {
        // a second cleaning in the same second finds the name of its archive taken
        await using var stores = _home.OpenStores();
        await stores.AuditLog.AddAsync(new() { At = Old, Event = "old" }, TestContext.Current.CancellationToken);
        await CliRun.LineAsync("db clean --clean-before-timestamp 2025-01-01 -t log -y", _home, clock: new FixedClock(Old));
        await stores.AuditLog.AddAsync(new() { At = Old, Event = "old" }, TestContext.Current.CancellationToken);

        var run = await CliRun.LineAsync("db clean --clean-before-timestamp 2025-01-01 -t log,xcom --error-on-cleanup-failure -y", _home, clock: new FixedClock(Old));

        run.Out.ShouldContain("xcom");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldStartWith("Table log could not be cleaned: ");
    }

    [Fact]
    public async Task The_SQL_of_migrating_is_shown_without_migrating()
    {
        var show = await CliRun.LineAsync("db migrate --show-sql-only", _newHome);

        show.ExitCode.ShouldBe(0, show.Error);
        show.Out.ShouldContain("CREATE TABLE dag_run (");
        show.Out.ShouldContain("INSERT INTO schema_migration");
        File.Exists(_newHome.PathOf("airflow.db")).ShouldBeFalse();
        (await CliRun.LineAsync("db migrate -s", _home)).Error.ShouldBe("Nothing is pending.\n");
        (await CliRun.LineAsync("db migrate -s --from-revision nope", _home)).Error.ShouldContain("There is no migration 'nope'");
        (await CliRun.LineAsync("db migrate --from-revision 0001_initial", _home)).Error.ShouldContain("`--show-sql-only`");
    }

    [Fact]
    public async Task Resetting_can_leave_the_tables_away()
    {
        (await CliRun.LineAsync("db reset -y --skip-init", _home)).ExitCode.ShouldBe(0);

        (await CliRun.LineAsync("db check-migrations -t 0", _home)).ExitCode.ShouldBe(1);
        (await CliRun.LineAsync("db migrate", _home)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Cleaning_an_unknown_table_is_refused()
    {
        var run = await CliRun.LineAsync("db clean --clean-before-timestamp 2025-01-01 -t nope -y", _home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("['nope'] cannot be cleaned");
    }

    [Fact]
    public async Task Migrating_makes_the_home_and_tells_of_it_on_stderr()
    {
        var run = await CliRun.LineAsync("db migrate", _newHome);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldContain("Applied 0001");
        File.Exists(_newHome.PathOf("airflow.cfg")).ShouldBeTrue();
        File.Exists(_newHome.PathOf("airflow.db")).ShouldBeTrue();
        (await CliRun.LineAsync("db check-migrations -t 0", _newHome)).ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("initdb")]
    [InlineData("db init")]
    [InlineData("db upgrade --no-reserialize-dags")]
    [InlineData("upgradedb")]
    public async Task Old_names_of_migrating_work_and_say_the_new_one(string line)
    {
        var run = await CliRun.LineAsync(line, _home);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldContain("is now \"airflow db migrate\"");
    }

    [Fact]
    public async Task Resetting_empties_the_database()
    {
        await CliRun.LineAsync("pools set etl 4 x", _home);

        var run = await CliRun.LineAsync("db reset -y", _home);

        run.ExitCode.ShouldBe(0, run.Error);
        (await CliRun.LineAsync("pools list -o plain", _home)).Out.ShouldNotContain("etl");
    }

    [Fact]
    public async Task A_missing_folder_is_named()
    {
        _home.Set("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "sqlite:////nonexistent/dir/airflow.db");

        var run = await CliRun.LineAsync("db check", _home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("/nonexistent/dir");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("oracle://x/y")]
    public async Task A_wrong_URL_is_an_error_in_one_line(string url)
    {
        _home.Set("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", url);

        var run = await CliRun.LineAsync("db check", _home);

        run.ExitCode.ShouldBe(1);
        run.Error.Trim().ShouldNotContain("\n");
    }
}
