using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Airflow.Runtime.Parsing;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Triggers;

/// <summary>Runs triggers in a trigger child, all at once.</summary>
internal sealed class TriggerLoop(MessageStream<TriggerMessage> messages)
{
    private readonly ConcurrentDictionary<long, CancellationTokenSource> running = new();
    private readonly TriggerCode code = new();

    public void Run(BlockingCollection<TriggerMessage> arrived)
    {
        // what code writes to the console goes where the output of the role goes
        Console.SetOut(Console.Error);
        foreach (var message in arrived.GetConsumingEnumerable())
        {
            if (message.Start is { } start)
            {
                Begin(message.Number, start);
            }
            else if (message.Stop && running.TryGetValue(message.Number, out var stop))
            {
                // whatever is registered with the token is code of authors
                _ = Task.Run(stop.Cancel, CancellationToken.None);
            }
        }
    }

    private void Begin(long number, TriggerStart start)
    {
        var stop = new CancellationTokenSource();
        running[number] = stop;
        _ = Task.Run(() => RunAsync(number, start, stop), CancellationToken.None);
    }

    [SuppressMessage("Design", "CA1031", Justification = "whatever the author's code throws is an answer")]
    private async Task RunAsync(long number, TriggerStart start, CancellationTokenSource stop)
    {
        TriggerMessage answer;
        try
        {
            using var loaded = code.Load(start);
            var trigger = CustomTrigger.Restore(loaded.Type, JsonElement.Parse(start.Arguments));
            var told = await trigger.RunAsync(ContextOf(number, start, stop.Token));
            answer = new TriggerMessage { Number = number, Event = XComJson.ToElement(told, typeof(object)).GetRawText() };
        }
        catch (Exception exception)
        {
            answer = new TriggerMessage { Number = number, Error = $"{exception.GetType().Name}: {exception.Message}" };
        }

        running.TryRemove(number, out _);
        messages.Write(answer);
        stop.Dispose();
    }

    private TriggerContext ContextOf(long number, TriggerStart start, CancellationToken cancellationToken) => new()
    {
        DagId = start.DagId,
        RunId = start.RunId,
        TaskId = start.TaskId,
        MapIndex = start.MapIndex,
        Logger = new TriggerLogger((level, line) => messages.Write(new TriggerMessage { Number = number, Line = line, Level = (int)level })),
        CancellationToken = cancellationToken,
    };

    private sealed class TriggerLogger(Action<LogLevel, string> write) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                write(logLevel, exception is null ? formatter(state, exception) : $"{formatter(state, exception)}: {exception}");
            }
        }
    }
}
