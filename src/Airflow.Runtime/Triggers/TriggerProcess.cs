using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using Airflow.Engine;
using Airflow.Runtime.Parsing;

namespace Airflow.Runtime.Triggers;

/// <summary>A trigger child as the triggerer sees it.</summary>
internal sealed class TriggerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly MessageStream<TriggerMessage> messages;
    private readonly ErrorTail errors = new();
    private readonly ConcurrentDictionary<long, Action<TriggerMessage?>> waiting = new();
    private int isEnded;
    private int abandoned;

    private TriggerProcess(Process process, Action<string> onOutput)
    {
        this.process = process;
        messages = new MessageStream<TriggerMessage>(process.StandardOutput.BaseStream, process.StandardInput.BaseStream, TriggerJson.Default.TriggerMessage);
        errors.Begin(onOutput);
        End = EndAsync(Task.WhenAll(ReadAsync(), errors.PumpAsync(process.StandardError)));
    }

    /// <summary>Ends with the process, and says what it died of.</summary>
    public Task<string> End { get; }

    /// <summary>It lives, and holds no code that goes on although nobody waits, unless others are in it.</summary>
    public bool IsUsable => Volatile.Read(ref isEnded) == 0 && (Volatile.Read(ref abandoned) <= 0 || !waiting.IsEmpty);

    public static TriggerProcess Start(CodeTriggerOptions options, Action<string> onOutput)
    {
        var start = new ProcessStartInfo(options.Command[0], options.Command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        ChildEnvironment.Fill(start.Environment, options.Environment);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        try
        {
            return new TriggerProcess(Process.Start(start) ?? throw new InvalidOperationException("no process was started"), onOutput);
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            throw new AirflowException("trigger_child", $"The process for triggers did not start ({string.Join(' ', options.Command)}): {exception.Message}");
        }
    }

    /// <summary>Begins a trigger.</summary>
    /// <param name="number">Which start it is.</param>
    /// <param name="start">The trigger.</param>
    /// <param name="onMessage">Called with each message about it, and with null when the process has ended.</param>
    public void Begin(long number, TriggerStart start, Action<TriggerMessage?> onMessage)
    {
        waiting[number] = onMessage;
        if (!TryWrite(new TriggerMessage { Number = number, Start = start }) || Volatile.Read(ref isEnded) == 1)
        {
            Leave(number);
        }
    }

    /// <summary>Nobody waits for it any more.</summary>
    public void Stop(long number)
    {
        if (waiting.TryRemove(number, out _))
        {
            Interlocked.Increment(ref abandoned);
            TryWrite(new TriggerMessage { Number = number, Stop = true });
        }
    }

    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref isEnded, 1);
        if (ChildNative.Kill(-process.Id, ChildNative.SigKill) != 0 && !process.HasExited)
        {
            // too young to lead a group
            process.Kill();
        }

        await End;
        messages.Dispose();
        process.Dispose();
    }

    private async Task<string> EndAsync(Task reading)
    {
        await reading;
        await process.WaitForExitAsync(CancellationToken.None);
        return ChildEnd.Describe(null, process.ExitCode, errors.Lines).Message;
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await messages.ReadAsync(CancellationToken.None) is { } message)
            {
                Deliver(message);
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or System.Text.Json.JsonException)
        {
            // its code wrote into the pipe: there is no making sense of what follows
            ChildNative.Kill(-process.Id, ChildNative.SigKill);
        }

        Volatile.Write(ref isEnded, 1);
        foreach (var number in waiting.Keys)
        {
            Leave(number);
        }
    }

    private void Deliver(TriggerMessage message)
    {
        var isLine = message.Line is not null;
        if (isLine ? waiting.TryGetValue(message.Number, out var tell) : waiting.TryRemove(message.Number, out tell))
        {
            tell(message);
        }
        else if (!isLine)
        {
            // its code has come to its end at last
            Interlocked.Decrement(ref abandoned);
        }
    }

    private void Leave(long number)
    {
        if (waiting.TryRemove(number, out var tell))
        {
            tell(null);
        }
    }

    private bool TryWrite(TriggerMessage message)
    {
        try
        {
            messages.Write(message);
            return true;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // it is gone; whoever waits is told
            return false;
        }
    }
}
