using Microsoft.Extensions.Logging;

namespace Airflow.Testing.Local;

/// <summary>Log lines of a local run on the console: time, task, level, message.</summary>
internal sealed class ConsoleLogs(TextWriter output, TimeProvider clock) : ILoggerFactory
{
    private readonly Lock gate = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Lines of a local run go to the console only.");

    public void Dispose()
    {
        // the console is not ours to close
    }

    private void Write(string task, LogLevel level, string message, Exception? exception)
    {
        lock (gate)
        {
            output.WriteLine($"[{clock.GetUtcNow():HH:mm:ss.fff}] {task} {Name(level)} {message}");
            if (exception is not null)
            {
                output.WriteLine(exception);
            }
        }
    }

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARNING",
        LogLevel.Error => "ERROR",
        _ => "CRITICAL",
    };

    private sealed class Logger(ConsoleLogs owner, string task) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                owner.Write(task, logLevel, formatter(state, exception), exception);
            }
        }
    }
}
