using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Roles;

/// <summary>Writes the log of a role to a file, one line an event.</summary>
internal sealed class FileLogger(string category, TextWriter file, TimeProvider clock) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var time = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var trace = exception is null ? "" : $" {exception}".ReplaceLineEndings(" ");
        file.WriteLine($"{time} {NameOf(logLevel)}: {category}[{eventId.Id}] {formatter(state, exception)}{trace}");
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
