using Airflow.Cli.Legacy;

namespace Airflow.Cli.Tests.Legacy;

public sealed class LegacyRewriterTests
{
    [Theory]
    [InlineData("initdb", "db migrate")]
    [InlineData("db init", "db migrate")]
    [InlineData("trigger_dag etl -r run1 -e 2020-01-01 -sd /x", "dags trigger etl -r run1 --logical-date 2020-01-01")]
    [InlineData("trigger_dag etl --run_id=run1", "dags trigger etl --run-id=run1")]
    [InlineData("webserver -p 8080 -D -hn h", "api-server -p 8080 -D --host h")]
    [InlineData("variables -s env prod", "variables set env prod")]
    [InlineData("variables", "variables list")]
    [InlineData("pool -g etl", "pools get etl")]
    [InlineData("connections -a --conn_id pg --conn_type http", "connections add pg --conn-type http")]
    [InlineData("connections -d --conn_id pg", "connections delete pg")]
    [InlineData("list_dags -r", "dags report")]
    [InlineData("users -c -u ann -r Admin", "users create -u ann -r Admin")]
    [InlineData("users -c -u ann -l Lee", "users create -u ann -l Lee")]
    [InlineData("config", "config list --show-values")]
    [InlineData("backfill etl -s 2020-01-01 --reset_dagruns", "backfill create --dag-id etl --from-date 2020-01-01 --reprocess-behavior=completed --to-date 2020-01-01")]
    [InlineData("dags backfill -e 2020-01-02 -s 2020-01-01 etl", "backfill create --to-date 2020-01-02 --from-date 2020-01-01 --dag-id etl")]
    [InlineData("run etl extract 2020-01-01 -A -l", "tasks test etl extract 2020-01-01")]
    public void Old_lines_become_present_ones(string old, string present) =>
        LegacyRewriter.Rewrite(old.Split(' '))!.Words.ShouldBe(present.Split(' '));

    [Theory]
    [InlineData("dags list-runs", "-d etl", "dags list-runs etl")]
    [InlineData("dags trigger", "etl -e 2020-01-01", "dags trigger etl --logical-date 2020-01-01")]
    [InlineData("tasks list", "etl -S /x", "tasks list etl")]
    public void Old_flags_of_present_commands_are_understood(string name, string rest, string present) =>
        LegacyRewriter.RewriteFlags(name, rest.Split(' '))!.Words.ShouldBe(present.Split(' '));

    [Fact]
    public void The_notice_names_the_whole_present_line_and_hides_secrets()
    {
        LegacyRewriter.Rewrite(["create_user", "-u", "ann", "-p", "geheim"])!.Notice
            .ShouldBe("DeprecationWarning: \"airflow create_user\" is now \"airflow users create -u ann -p ***\"");
        LegacyRewriter.Rewrite(["trigger_dag", "etl", "-c", "{\"k\": 1}"])!.Notice
            .ShouldBe("DeprecationWarning: \"airflow trigger_dag\" is now \"airflow dags trigger etl -c '{\"k\": 1}'\"");
    }

    [Fact]
    public void A_flag_that_would_change_the_meaning_is_refused()
    {
        var rewriting = LegacyRewriter.RewriteFlags("scheduler", ["-d", "etl"])!;

        rewriting.Words.ShouldBeNull();
        rewriting.Notice.ShouldContain("-d");
    }

    [Fact]
    public void A_mode_command_without_a_mode_is_no_old_line() => LegacyRewriter.Rewrite(["connections", "--conn_id", "x"]).ShouldBeNull();

    [Fact]
    public void Present_names_are_left_alone() => LegacyRewriter.Rewrite(["dags", "list"]).ShouldBeNull();

    [Fact]
    public void The_line_tells_what_is_different_now() => LegacyRewriter.Rewrite(["run", "etl", "extract", "2020-01-01", "-A", "-l"])!.Notice
        .ShouldEndWith("(no state is recorded; -A, -l have no effect any more)");
}
