using Airflow.Engine.Configuration;

namespace Airflow.Engine.Tests.Configuration;

public sealed class NameCheckTests
{
    [Theory]
    [InlineData("[core]\nparalelism = 1\n", "[core] parallelism")]
    [InlineData("[core]\nPARALLELISM = 1\n", "[core] parallelism")]
    [InlineData("[celerry]\nbroker_url = x\n", "[celery] broker_url")]
    [InlineData("[core]\nweb_server_prot = 1\n", null)]
    [InlineData("[scheduler]\nexecutor = x\n", "[core] executor")]
    public void A_misspelt_entry_is_a_warning_with_the_nearest_name(string file, string? suggestion)
    {
        var warning = WarningsOf(Settings.Of(file)).ShouldHaveSingleItem();

        warning.Kind.ShouldBe(ConfigurationWarningKind.Unknown);
        if (suggestion is null)
        {
            warning.Message.ShouldNotContain("Did you mean");
        }
        else
        {
            warning.Message.ShouldEndWith($"Did you mean {suggestion}?");
        }
    }

    [Fact]
    public void A_misspelt_environment_variable_is_a_warning_that_names_it()
    {
        var warning = WarningsOf(Settings.Of(null, ("AIRFLOW__CORE__EXECUTER", "LocalExecutor"))).ShouldHaveSingleItem();

        warning.Message.ShouldContain("AIRFLOW__CORE__EXECUTER");
        warning.Message.ShouldContain("[core] executor");
    }

    [Fact]
    public void Names_with_a_meaning_are_no_warning()
    {
        var configuration = Settings.Of(
            "[core]\nfernet_key_cmd = cat /run/key\nsql_alchemy_conn_secret = path\n[team_a=celery]\nbroker_url = x\n[celery_broker_transport_options]\nanything = 1\n",
            ("AIRFLOW__COMMON_IO__XCOM_OBJECTSTORAGE_PATH", "s3://x"),
            ("AIRFLOW__TEAM_A___CELERY__BROKER_URL", "x"),
            ("AIRFLOW__SECRETS__BACKEND_KWARG__URL", "x"),
            ("AIRFLOW_HOME", "/opt/airflow"));

        WarningsOf(configuration).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[core]\ndag_concurrency = 5\n", "Use [core] max_active_tasks_per_dag instead.")]
    [InlineData("[webserver]\ndag_default_view = graph\n", "Every user's browser remembers the view.")]
    public void An_obsolete_entry_is_a_warning_with_its_successor(string file, string advice)
    {
        var warning = WarningsOf(Settings.Of(file)).ShouldHaveSingleItem();

        warning.Kind.ShouldBe(ConfigurationWarningKind.Obsolete);
        warning.Message.ShouldEndWith(advice);
    }

    private static IReadOnlyCollection<ConfigurationWarning> WarningsOf(AirflowConfiguration configuration)
    {
        configuration.CheckNames();
        return configuration.Warnings;
    }
}
