using Airflow.Engine.Configuration;

namespace Airflow.Engine.Tests.Configuration;

public class SharedSettingsTests
{
    [Fact]
    public void What_is_set_travels()
    {
        var settings = SharedSettings.Of(Configuration(("AIRFLOW__CORE__PARALLELISM", "7"), ("AIRFLOW__LOGGING__LOGGING_LEVEL", "DEBUG")));

        settings.ShouldBe(new Dictionary<string, string> { ["core.parallelism"] = "7", ["logging.logging_level"] = "DEBUG" }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN")]
    [InlineData("AIRFLOW__CORE__FERNET_KEY")]
    [InlineData("AIRFLOW__API_AUTH__JWT_SECRET")]
    [InlineData("AIRFLOW__EXECUTION_API__JOIN_SECRET")]
    [InlineData("AIRFLOW__CELERY__BROKER_URL")]
    [InlineData("AIRFLOW__CELERY__RESULT_BACKEND")]
    [InlineData("AIRFLOW__SECRETS__BACKEND_KWARGS")]
    [InlineData("AIRFLOW__CORE__DAGS_FOLDER")]
    public void Keys_databases_and_places_stay(string variable) => SharedSettings.Of(Configuration((variable, "x"))).ShouldBeEmpty();

    [Fact]
    public void A_host_is_completed_and_keeps_what_it_sets_itself()
    {
        var own = Configuration(("AIRFLOW__CORE__PARALLELISM", "9"));

        var completed = new AirflowConfiguration(SharedSettings.Complete(
            own, new Dictionary<string, string> { ["core.parallelism"] = "7", ["core.default_timezone"] = "Asia/Seoul", ["core.fernet_key"] = "no", ["what.is.this"] = "x" }));

        completed.GetInt("core", "parallelism").ShouldBe(9);
        completed.GetString("core", "default_timezone").ShouldBe("Asia/Seoul");
        completed.GetString("core", "fernet_key").ShouldBeEmpty();
    }

    private static AirflowConfiguration Configuration(params (string Name, string Value)[] environment) => new(new ConfigurationInputs
    {
        Home = "/home/airflow",
        FilePath = "/home/airflow/airflow.cfg",
        Environment = environment.ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal),
    });
}
