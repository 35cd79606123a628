using Airflow.Cli.Tests.Samples;

namespace Airflow.Cli.Tests.Commands.Config;

public sealed class ConfigCommandTests : IDisposable
{
    // the samples were recorded with a file that holds every default
    private const string Kerberos =
        "[kerberos]\nccache = /tmp/airflow_krb5_ccache\nprincipal = airflow\nreinit_frequency = 3600\nkinit_path = kinit\nkeytab = airflow.keytab\nforwardable = True\ninclude_ip = True\n";

    private readonly TestHome _home = new();

    private string ConfigPath => Path.Combine(_home.Path, "airflow.cfg");

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("config-get-value")]
    [InlineData("config-get-value-upper")]
    [InlineData("config-get-value-empty")]
    [InlineData("config-get-value-env")]
    [InlineData("config-get-value-sensitive")]
    [InlineData("config-get-value-cmd")]
    [InlineData("config-get-value-cmd-fails")]
    [InlineData("config-get-value-missing-key")]
    [InlineData("config-get-value-missing-section")]
    [InlineData("config-get-value-deprecated")]
    [InlineData("config-get-value-deprecated-env")]
    [InlineData("startup-sequential-executor")]
    [InlineData("config-lint")]
    [InlineData("config-list-section")]
    [InlineData("config-list-section-show")]
    [InlineData("config-list-section-hide")]
    [InlineData("config-list-section-comment")]
    [InlineData("config-list-section-sources")]
    [InlineData("config-list-section-unknown")]
    public async Task A_command_prints_what_the_real_one_prints(string id)
    {
        await File.WriteAllTextAsync(ConfigPath, Kerberos, TestContext.Current.CancellationToken);
        var sample = Sample.Read(id);
        foreach (var (name, value) in sample.Variables)
        {
            _home.Set(name, value);
        }

        var run = await CliRun.RunAsync(sample.Words, _home);

        run.Out.ShouldBe(sample.Out);
        run.ExitCode.ShouldBe(sample.ExitCode);
        if (sample.Words.Contains("list"))
        {
            run.Error.ShouldBe(sample.Error);
        }
    }

    [Fact]
    public async Task All_values_that_cannot_be_used_are_told_at_once()
    {
        _home.Set("AIRFLOW__LOGGING__LOGGING_LEVEL", "info");
        _home.Set("AIRFLOW__CORE__PARALLELISM", "many");

        var run = await CliRun.LineAsync("variables list", _home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("[logging] logging_level is 'info'");
        run.Error.ShouldContain("[core] parallelism is 'many'");
    }

    [Fact]
    public async Task A_relative_path_of_the_database_is_refused_as_recorded()
    {
        var sample = Sample.Read("db-relative-sqlite");
        _home.Set("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", sample.Variables["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"]);

        var run = await CliRun.RunAsync(sample.Words, _home);

        run.ExitCode.ShouldBe(sample.ExitCode);
        sample.Error.ShouldEndWith(run.Error);
    }

    [Fact]
    public async Task An_argument_that_is_missing_is_a_usage_error()
    {
        var sample = Sample.Read("config-get-value-missing-args");

        var run = await CliRun.RunAsync(sample.Words, _home);

        run.Error.ShouldBe(sample.Error);
        run.ExitCode.ShouldBe(2);
        Sample.UsageOf(run.Out).ShouldBe(Sample.UsageOf(sample.Out).Replace("\n<help omitted>", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lint_names_what_moved_and_what_is_gone()
    {
        var sample = Sample.Read("config-lint-issues");
        foreach (var (name, value) in sample.Variables)
        {
            _home.Set(name, value);
        }

        var run = await CliRun.RunAsync(sample.Words, _home);

        // the advice behind a removed option is ours
        var recorded = sample.Out.Split('\n').Select(line => line.Split(" section. ")[0]);
        run.Out.Split('\n').Select(line => line.Split(" section. ")[0]).ShouldBe(recorded);
        run.Out.ShouldContain("SLAs are gone; use deadlines.");
    }

    [Fact]
    public async Task Lint_suggests_the_right_spelling()
    {
        await File.WriteAllTextAsync(ConfigPath, "[core]\nparalelism = 5\n", TestContext.Current.CancellationToken);

        var run = await CliRun.LineAsync("config lint", _home);

        run.Out.ShouldContain("Did you mean [core] parallelism?");
    }

    [Theory]
    [InlineData("config lint --section webserver", "base_url", "dag_concurrency")]
    [InlineData("config lint --ignore-section webserver", "dag_concurrency", "base_url")]
    [InlineData("config lint --option dag_concurrency", "dag_concurrency", "base_url")]
    [InlineData("config lint --ignore-option dag_concurrency", "base_url", "dag_concurrency")]
    public async Task Lint_looks_only_where_it_is_told(string line, string found, string ignored)
    {
        await File.WriteAllTextAsync(ConfigPath, "[core]\ndag_concurrency = 5\n[webserver]\nbase_url = http://x\n", TestContext.Current.CancellationToken);

        var run = await CliRun.LineAsync(line, _home);

        run.Out.ShouldContain(found);
        run.Out.ShouldNotContain(ignored);
    }

    [Fact]
    public async Task Defaults_are_listed_with_explanations_and_variables()
    {
        var run = await CliRun.LineAsync("config list --section kerberos --defaults --show-values", _home);

        run.Out.ShouldStartWith("[kerberos]\n# File that holds the ticket after login.\n#\n# Variable: AIRFLOW__KERBEROS__CCACHE\n#\n# ccache = /tmp/airflow_krb5_ccache\n\n");
    }

    [Fact]
    public async Task Options_of_providers_can_be_left_out()
    {
        (await CliRun.LineAsync("config list", _home)).Out.ShouldContain("[celery]");
        (await CliRun.LineAsync("config list --exclude-providers", _home)).Out.ShouldNotContain("[celery]");
    }

    [Theory]
    [InlineData("on", true)]
    [InlineData("off", false)]
    [InlineData("auto", false)]
    public async Task Colours_are_for_those_who_want_them(string color, bool isColored)
    {
        var run = await CliRun.LineAsync($"config list --section kerberos --color {color}", _home);

        run.Out.Contains('\u001b', StringComparison.Ordinal).ShouldBe(isColored);
    }

    [Fact]
    public async Task Update_shows_and_only_fix_writes()
    {
        const string before = "[core]\n# how many\ndag_concurrency = 5\nsql_alchemy_conn = sqlite:////x.db\n";
        await File.WriteAllTextAsync(ConfigPath, before, TestContext.Current.CancellationToken);

        var dry = await CliRun.LineAsync("config update", _home);

        dry.Out.ShouldStartWith($"Backup saved as '{ConfigPath}.bak'.\nDry-run mode enabled. No changes will be written to airflow.cfg.\n");
        dry.Out.ShouldContain("  - [BREAKING] Renamed 'core/dag_concurrency' to 'core/max_active_tasks_per_dag'.\n");
        (await File.ReadAllTextAsync(ConfigPath, TestContext.Current.CancellationToken)).ShouldBe(before);

        await CliRun.LineAsync("config update --fix --all-recommendations", _home);

        (await File.ReadAllTextAsync(ConfigPath, TestContext.Current.CancellationToken))
            .ShouldBe("[core]\n# how many\nmax_active_tasks_per_dag = 5\n\n[database]\nsql_alchemy_conn = sqlite:////x.db\n");
        (await File.ReadAllTextAsync(ConfigPath + ".bak", TestContext.Current.CancellationToken)).ShouldBe(before);
        (await CliRun.LineAsync("config update --all-recommendations", _home)).Out.ShouldContain("No updates needed.");
    }

    [Fact]
    public async Task Update_without_a_file_says_so()
    {
        var run = await CliRun.LineAsync("config update", _home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain(ConfigPath);
    }

    [Fact]
    public async Task A_misspelt_key_is_answered_with_the_nearest()
    {
        var run = await CliRun.LineAsync("config get-value core exekutor", _home);

        run.ExitCode.ShouldBe(0);
        run.Error.ShouldBe("section/key [core/exekutor] not found in config\nDid you mean [core] executor?\n");
    }

    [Theory]
    [InlineData("AIRFLOW__CORE__LOAD_EXAMPLES", "maybe", "[core] load_examples is 'maybe' (environment variable AIRFLOW__CORE__LOAD_EXAMPLES), but must be a boolean such as True or False.")]
    [InlineData("AIRFLOW__CORE__DEFAULT_TIMEZONE", "Asia/Seuol", "[core] default_timezone is 'Asia/Seuol' (environment variable AIRFLOW__CORE__DEFAULT_TIMEZONE), but must be utc, system or an IANA name such as Asia/Seoul.")]
    public async Task A_value_that_cannot_be_used_stops_every_command(string variable, string value, string message)
    {
        _home.Set(variable, value);

        var run = await CliRun.LineAsync("dags list", _home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldBe(message + "\n");
    }

    [Theory]
    [InlineData("AIRFLOW__CORE__DEFAULT_TIMEZONE", "system")]
    [InlineData("AIRFLOW__CORE__DEFAULT_TIMEZONE", "Asia/Seoul")]
    [InlineData("AIRFLOW__API__EXPOSE_CONFIG", "non-sensitive-only")]
    public async Task A_value_that_only_looks_wrong_stops_nothing(string variable, string value)
    {
        _home.Set(variable, value);

        (await CliRun.LineAsync("dags list", _home)).ExitCode.ShouldBe(0);
    }
}
