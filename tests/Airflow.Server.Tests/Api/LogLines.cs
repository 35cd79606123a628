using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Airflow.Server.Tests.Api;

/// <summary>Keeps what was logged: the level and the text.</summary>
internal sealed class LogLines : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> lines = [];

    public IReadOnlyList<string> All => [.. lines];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Lines go nowhere else.");

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (eventId.Id is > 7000 and < 8000)
        {
            lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}".TrimEnd());
        }
    }

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose() => lines.Clear();
}
