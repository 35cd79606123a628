using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Airflow.Cli.Roles;

/// <summary>The log of a role: one line an event on the console or in a file, from [logging] logging_level up.</summary>
internal static class RoleLogging
{
    public static ILoggerFactory Create(string level, string? path, TimeProvider clock) => LoggerFactory.Create(builder =>
    {
        builder.SetMinimumLevel(LevelOf(level)).AddFilter("Microsoft", LogLevel.Warning);
        // what keeps the web server from starting is said once, without a trace, by the command line
        builder.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        if (path is not null)
        {
            builder.AddProvider(new FileLoggerProvider(path, clock));
            return;
        }

        builder.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
    });

    /// <summary>A level by Airflow's name; information when it is none.</summary>
    public static LogLevel LevelOf(string name) => name.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.Debug,
        "WARNING" or "WARN" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "CRITICAL" or "FATAL" => LogLevel.Critical,
        _ => LogLevel.Information,
    };
}
