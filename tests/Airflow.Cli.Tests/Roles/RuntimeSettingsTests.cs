using Airflow.Cli.Roles;
using Airflow.Engine.Configuration;
using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Tests.Roles;

public sealed class RuntimeSettingsTests
{
    [Fact]
    public void The_file_decides_when_runtimes_are_replaced()
    {
        var options = Settings("[workers]\nwarm_runtimes = 3\nruntime_idle_timeout = 5\nruntime_max_tasks = 1\nruntime_max_age = 60\nruntime_max_memory = 100\n[logging]\nlogging_level = DEBUG\n").Pool(8, "/bundles");

        (options.Slots, options.BundleRoot, options.WarmMinimum, options.MaxTasks).ShouldBe((8, "/bundles", 3, 1));
        options.IdleTimeout.ShouldBe(TimeSpan.FromSeconds(5));
        options.MaxAge.ShouldBe(TimeSpan.FromMinutes(1));
        options.MaxResidentBytes.ShouldBe(100L * 1024 * 1024);
        options.LogLevel.ShouldBe(LogLevel.Debug);
    }

    [Fact]
    public void What_the_file_does_not_say_is_as_the_runtime_has_it_by_itself()
    {
        var (stated, own) = (Settings("").Pool(32, "/b"), new Runtime.Pool.RuntimeOptions { Command = "", BundleRoot = "/b", SocketFolder = "" });

        (stated.WarmMinimum, stated.IdleTimeout, stated.MaxTasks, stated.MaxAge, stated.MaxResidentBytes, stated.LogLevel, stated.LogLimits)
            .ShouldBe((own.WarmMinimum, own.IdleTimeout, own.MaxTasks, own.MaxAge, own.MaxResidentBytes, own.LogLevel, own.LogLimits));
        Settings("").Supervisor().LogFileModes.ShouldBe(Runtime.Logs.LogFileModes.Default);
    }

    [Fact]
    public void What_is_masked_and_how_long_a_stop_takes_comes_from_the_file()
    {
        var options = Settings("""
            [core]
            hide_sensitive_var_conn_fields = False
            sensitive_var_conn_names = pin, iban
            killed_task_cleanup_time = 7
            task_success_overtime = 8
            [logging]
            min_length_masked_secret = 3
            file_task_handler_new_file_permissions = 0o640
            file_task_handler_new_folder_permissions = 750
            task_log_max_bytes = 1000
            """).Supervisor();

        options.Masking.HidesByName.ShouldBeFalse();
        options.Masking.SensitiveWords.ShouldBe(["pin", "iban"]);
        options.Masking.MinLength.ShouldBe(3);
        options.KillGrace.ShouldBe(TimeSpan.FromSeconds(7));
        options.Overtime.ShouldBe(TimeSpan.FromSeconds(8));
        options.LogLimits.MaxFileBytes.ShouldBe(1000);
        options.LogFileModes.ShouldBe(new Runtime.Logs.LogFileModes((UnixFileMode)0x1a0, (UnixFileMode)0x1e8));
    }

    [Theory]
    [InlineData("[workers]\nruntime_max_tasks = 0", "[workers] runtime_max_tasks is 0")]
    [InlineData("[workers]\nwarm_runtimes = -1", "[workers] warm_runtimes is -1")]
    public void A_number_that_makes_no_sense_is_an_error_that_names_it(string file, string message) =>
        Should.Throw<AirflowConfigException>(() => Settings(file).Pool(1, "/b")).Message.ShouldContain(message);

    [Theory]
    [InlineData("rw-r--r--")]
    [InlineData("0o999")]
    [InlineData("")]
    public void Permissions_that_are_not_octal_are_an_error_that_names_them(string value) =>
        Should.Throw<AirflowConfigException>(() => Settings($"[logging]\nfile_task_handler_new_file_permissions = {value}").Supervisor())
            .Message.ShouldContain("[logging] file_task_handler_new_file_permissions");

    private static RuntimeSettings Settings(string file) =>
        new(new AirflowConfiguration(new ConfigurationInputs { Home = "/tmp/none", FilePath = "/tmp/none/airflow.cfg", FileText = file }));
}
