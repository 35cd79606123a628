using Airflow.Engine.Configuration;

namespace Airflow.Engine.Tests.Configuration;

public sealed class AirflowConfigurationTests
{
    [Fact]
    public void A_bad_value_is_an_error_that_names_key_value_and_source()
    {
        var configuration = Settings.Of(null, ("AIRFLOW__CORE__PARALLELISM", "many"));

        var error = Should.Throw<AirflowConfigException>(() => configuration.GetInt("core", "parallelism"));

        error.Message.ShouldContain("[core] parallelism");
        error.Message.ShouldContain("'many'");
        error.Message.ShouldContain("AIRFLOW__CORE__PARALLELISM");
    }

    [Theory]
    [InlineData("postgresql://u:p%40@h/db", """{"sslmode": "require", "connect_timeout": 10}""", "postgresql://u:p%40@h/db?sslmode=require&connect_timeout=10")]
    [InlineData("postgresql://h/db?sslmode=disable&options=-c%20x", """{"sslmode": "require"}""", "postgresql://h/db?options=-c%20x&sslmode=require")]
    [InlineData("mysql://h/db", """{"ssl": {"ca": "/etc/my ca.pem"}, "local_infile": true}""", "mysql://h/db?ssl_ca=%2Fetc%2Fmy%20ca.pem&local_infile=true")]
    [InlineData("sqlite:////tmp/a.db", """{"timeout": 30}""", "sqlite:////tmp/a.db?timeout=30")]
    [InlineData("sqlite:////tmp/a.db", "{}", "sqlite:////tmp/a.db")]
    public void Arguments_of_the_driver_become_part_of_the_url(string url, string arguments, string joined)
    {
        var configuration = Settings.Of($"[database]\nsql_alchemy_conn = {url.Replace("%", "%%", StringComparison.Ordinal)}\nsql_alchemy_connect_args = {arguments}\n");

        configuration.GetDatabaseUrl().ShouldBe(joined);
        configuration.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_python_object_with_arguments_of_the_driver_is_told_of()
    {
        var configuration = Settings.Of("[database]\nsql_alchemy_conn = postgresql://h/db\nsql_alchemy_connect_args = airflow_local_settings.connect_args\n");

        configuration.GetDatabaseUrl().ShouldBe("postgresql://h/db");
        configuration.Warnings.ShouldHaveSingleItem().Message.ShouldContain("write its entries as a JSON object");
    }

    [Fact]
    public void A_list_among_the_arguments_of_the_driver_is_refused() =>
        Should.Throw<AirflowConfigException>(() => Settings.Of(null, ("AIRFLOW__DATABASE__SQL_ALCHEMY_CONNECT_ARGS", """{"a": [1]}""")).GetDatabaseUrl()).Message.ShouldContain("'a'");

    [Fact]
    public void A_bad_value_of_a_sensitive_option_is_not_shown()
    {
        var configuration = Settings.Of("[secrets]\nbackend_kwargs = {hunter22\n");

        var error = Should.Throw<AirflowConfigException>(() => configuration.GetJson("secrets", "backend_kwargs"));

        error.Message.ShouldContain("[secrets] backend_kwargs");
        error.Message.ShouldNotContain("hunter22");
    }

    [Fact]
    public void All_bad_values_are_found_at_once()
    {
        var configuration = Settings.Of("[core]\nparallelism = x\n[logging]\nlogging_level = loud\n[scheduler]\nuse_row_level_locking = perhaps\n");

        var error = Should.Throw<AirflowConfigException>(configuration.CheckAtStart);

        error.Problems.Count.ShouldBe(3);
        error.Message.ShouldContain("one of CRITICAL, FATAL, ERROR, WARN, WARNING, INFO, DEBUG");
        error.Message.ShouldContain("[core] parallelism in /opt/airflow/airflow.cfg");
    }

    [Fact]
    public void A_file_of_an_older_release_is_no_error_where_an_entry_is_empty()
    {
        var configuration = Settings.Of("[core]\ndefault_task_execution_timeout =\nparallelism =\n");

        Should.NotThrow(configuration.CheckAtStart);
    }

    [Fact]
    public void SequentialExecutor_leaves_a_trace_of_what_was_written()
    {
        var configuration = Settings.Of("[core]\nexecutor = SequentialExecutor\n");

        configuration.CheckAtStart();

        var executor = configuration.Find("core", "executor");
        executor.ShouldNotBeNull();
        executor.Text.ShouldBe("LocalExecutor");
        executor.Replaced.ShouldBe("SequentialExecutor");
    }

    [Theory]
    [InlineData("5", 5)]
    [InlineData("0.5", 0.5)]
    public void A_duration_is_read_in_seconds(string text, double seconds) =>
        Settings.Of($"[core]\ndagbag_import_timeout = {text}\n").GetDuration("core", "dagbag_import_timeout").ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void A_broken_file_is_named_with_every_bad_line()
    {
        var configuration = Settings.Of("before = 1\n[core]\nparallelism\nx = 1\nx = 2\n");

        var error = Should.Throw<AirflowConfigException>(() => configuration.GetString("core", "x"));

        error.Problems.Count.ShouldBe(3);
        error.Problems[0].ShouldStartWith("/opt/airflow/airflow.cfg, line 1:");
    }

    [Fact]
    public void Variables_that_grow_without_end_are_an_error()
    {
        var configuration = Settings.Of("[core]\nx = $LOOP\n", ("LOOP", "a$LOOP"));

        Should.Throw<AirflowConfigException>(() => configuration.GetString("core", "x")).Code.ShouldBe("config_interpolation");
    }

    [Fact]
    public void A_warning_is_told_once()
    {
        var told = new List<ConfigurationWarning>();
        var configuration = new AirflowConfiguration(new ConfigurationInputs
        {
            Home = "/opt/airflow",
            FilePath = "/opt/airflow/airflow.cfg",
            FileText = "[webserver]\nweb_server_port = 1\n",
        })
        {
            OnWarning = told.Add,
        };

        configuration.GetInt("api", "port").ShouldBe(1);
        configuration.GetInt("api", "port").ShouldBe(1);

        told.ShouldHaveSingleItem().Message.ShouldContain("has been moved to the port option in [api]");
    }
}
