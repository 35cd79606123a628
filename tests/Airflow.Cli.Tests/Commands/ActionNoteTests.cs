using Airflow.Cli.Tests.Samples;
using Airflow.Engine.Coordination;

namespace Airflow.Cli.Tests.Commands;

public sealed class ActionNoteTests
{
    [Fact]
    public async Task What_changes_something_is_noted_with_who_where_and_what()
    {
        using var home = await SampleDags.SeedAsync();

        await CliRun.LineAsync("dags trigger etl_daily -l 2026-01-05 -r r1", home, clock: new FixedClock(SampleDags.ParsedAt));

        var entry = (await ListAsync(home)).ShouldHaveSingleItem();
        entry.Event.ShouldBe("cli_dag_trigger");
        entry.At.ShouldBe(SampleDags.ParsedAt);
        entry.DagId.ShouldBe("etl_daily");
        entry.LogicalDate.ShouldBe(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
        entry.Owner.ShouldBe("root");
        entry.Extra.ShouldNotBeNull().ShouldContain("\"host_name\"");
        entry.Extra.ShouldContain("['airflow', 'dags', 'trigger', 'etl_daily', '-l', '2026-01-05', '-r', 'r1']");
    }

    [Fact]
    public async Task An_action_that_fails_was_still_asked_for()
    {
        using var home = new TestHome();

        (await CliRun.LineAsync("dags delete nope -y", home)).ExitCode.ShouldBe(1);

        (await ListAsync(home)).ShouldHaveSingleItem().DagId.ShouldBe("nope");
    }

    [Theory]
    [InlineData("variables set key s3cret", "cli_variables_set")]
    [InlineData("connections add c --conn-uri http://u:s3cret@h", "cli_connections_add")]
    [InlineData("connections add c --conn-type http --conn-password=s3cret", "cli_connections_add")]
    [InlineData("users create -u ann -p s3cret -e a@b.c -f A -l B -r Admin", "cli_users_create")]
    [InlineData("create_user -u ann -p s3cret -e a@b.c -f A -l B -r Admin", "cli_users_create")]
    public async Task Secrets_are_not_noted(string line, string name)
    {
        using var home = new TestHome();

        (await CliRun.LineAsync(line, home)).ExitCode.ShouldBe(0);

        var entry = (await ListAsync(home)).ShouldHaveSingleItem();
        entry.Event.ShouldBe(name);
        entry.Extra.ShouldNotBeNull().ShouldContain("***");
        entry.Extra.ShouldNotContain("s3cret");
    }

    [Theory]
    [InlineData("dags list")]
    [InlineData("variables list")]
    [InlineData("config list")]
    [InlineData("dags trigger")]
    public async Task What_only_looks_or_fails_to_be_understood_is_not_noted(string line)
    {
        using var home = new TestHome();

        await CliRun.LineAsync(line, home);

        (await ListAsync(home)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Migrating_and_resetting_are_noted_in_the_new_tables()
    {
        using var home = new TestHome(withDatabase: false);

        await CliRun.LineAsync("db migrate", home);
        (await ListAsync(home)).ShouldHaveSingleItem().Event.ShouldBe("cli_migratedb");
        await CliRun.LineAsync("db reset -y", home);
        (await ListAsync(home)).ShouldHaveSingleItem().Event.ShouldBe("cli_resetdb");
    }

    private static async Task<IReadOnlyList<AuditEntry>> ListAsync(TestHome home)
    {
        await using var stores = home.OpenStores();
        return await stores.AuditLog.ListAsync(null, null, null, 10, TestContext.Current.CancellationToken);
    }
}
