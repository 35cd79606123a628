using System.Diagnostics;
using System.Globalization;
using Airflow.Engine;

namespace Airflow.Runtime.Parsing;

/// <summary>A parse child as the dag processor sees it. One request at a time.</summary>
internal sealed class ParseChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan MemoryInterval = TimeSpan.FromMilliseconds(200);

    private readonly ParseChildOptions _options;
    private readonly TimeProvider _time;
    private readonly Process _process;
    private readonly MessageStream<ParseMessage> _messages;
    private readonly ErrorTail _errors = new();
    private readonly Task _errorPump;
    private volatile string? _killedBecause;
    private volatile bool _isRunning;

    private ParseChildProcess(ParseChildOptions options, TimeProvider time, Process process)
    {
        (_options, _time, _process) = (options, time, process);
        _messages = new MessageStream<ParseMessage>(process.StandardOutput.BaseStream, process.StandardInput.BaseStream, ParseJson.Default.ParseMessage);
        _errorPump = _errors.PumpAsync(process.StandardError);
    }

    /// <summary>How many files it has parsed.</summary>
    public int Files { get; private set; }

    public int ProcessId => _process.Id;

    public static ParseChildProcess Start(ParseChildOptions options, TimeProvider time)
    {
        var start = new ProcessStartInfo(options.Command[0], options.Command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        Scrub(start.Environment, options);
        var process = Process.Start(start)
            ?? throw new AirflowException("parse_child", $"The parse child did not start: {string.Join(' ', options.Command)}");
        return new ParseChildProcess(options, time, process);
    }

    /// <summary>Lets it get the compiler ready.</summary>
    public void WarmUp() => TryWrite(new ParseMessage { WarmUp = true });

    /// <summary>Has a file parsed; whatever happens to the child meanwhile is the file's answer.</summary>
    public async Task<ParseAnswer> ParseAsync(ParseRequest request, Action<string> onOutput, CancellationToken cancellationToken)
    {
        using var cancelled = cancellationToken.Register(() => Kill("the dag processor stops"));
        _isRunning = false;
        await using var deadline = _time.CreateTimer(_ => Kill(TooLong()), null, _options.FileTimeout, Timeout.InfiniteTimeSpan);
        await using var memory = _time.CreateTimer(_ => WatchMemory(), null, MemoryInterval, MemoryInterval);
        _errors.Begin(onOutput);
        var answer = TryWrite(new ParseMessage { Request = request }) ? await ReadAnswerAsync(deadline, onOutput) : null;
        Files++;
        cancellationToken.ThrowIfCancellationRequested();
        return answer ?? ParseAnswer.Failed(await DescribeEndAsync(request)) with { EndsProcess = true };
    }

    /// <summary>Whether it was ended for going too far, and not of itself.</summary>
    public bool WasKilled => _killedBecause is not null;

    /// <summary>Resident bytes; 0 when it is gone.</summary>
    public long ResidentBytes()
    {
        try
        {
            return long.Parse(File.ReadAllText($"/proc/{_process.Id}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill(null);
        await _process.WaitForExitAsync(CancellationToken.None);
        await _errorPump;
        _messages.Dispose();
        _process.Dispose();
    }

    private static void Scrub(IDictionary<string, string?> environment, ParseChildOptions options)
    {
        ChildEnvironment.Fill(environment, options.Environment);
        environment["DOTNET_GCHeapHardLimit"] = options.HeapLimitBytes.ToString("x", CultureInfo.InvariantCulture);
        environment["DOTNET_gcServer"] = "0";
        environment["DOTNET_gcConcurrent"] = "0";
        environment["DOTNET_TieredPGO"] = "0";

        // the compiler is precompiled; compiling its hot half again pays only after some hundred files, and doubles the cost of the first
        environment["DOTNET_TC_CallCounting"] = "0";
        environment["DOTNET_EnableDiagnostics"] = "0";
        environment["DOTNET_NOLOGO"] = "1";
    }

    private async Task<ParseAnswer?> ReadAnswerAsync(ITimer deadline, Action<string> onOutput)
    {
        try
        {
            // a read that waits is ended by ending the child, which closes the pipe
            while (await _messages.ReadAsync(CancellationToken.None) is { } message)
            {
                if (message.Running)
                {
                    StartClock(deadline);
                }
                else if (message.Output is { } line)
                {
                    onOutput(line);
                }
                else if (message.Answer is { } answer)
                {
                    return answer;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or System.Text.Json.JsonException)
        {
            Kill($"it sent something that is no message: {exception.Message}");
        }

        return null;
    }

    private void StartClock(ITimer deadline)
    {
        _isRunning = true;
        if (_options.ImportTimeout <= TimeSpan.Zero)
        {
            deadline.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        deadline.Change(_options.ImportTimeout, Timeout.InfiniteTimeSpan);
    }

    private string TooLong() => _isRunning
        ? $"the file's code did not end within {Seconds(_options.ImportTimeout)} ([core] dagbag_import_timeout)"
        : $"compiling did not end within {Seconds(_options.FileTimeout)} ([dag_processor] dag_file_processor_timeout)";

    private async Task<ParseProblem> DescribeEndAsync(ParseRequest request)
    {
        await _process.WaitForExitAsync(CancellationToken.None);
        Kill(null);
        await _errorPump;
        var (message, detail) = ChildEnd.Describe(_killedBecause, _process.ExitCode, _errors.Lines);
        return new ParseProblem { File = request.RelativePath, Message = message, Detail = detail };
    }

    private bool TryWrite(ParseMessage message)
    {
        try
        {
            _messages.Write(message);
            return true;
        }
        catch (IOException)
        {
            // it is gone; whoever reads next learns how
            return false;
        }
    }

    private void WatchMemory()
    {
        if (ResidentBytes() > _options.MemoryLimitBytes)
        {
            Kill($"its code took more than {_options.MemoryLimitBytes / (1024 * 1024)} MB of memory");
        }
    }

    /// <summary>Ends it with everything that it started.</summary>
    private void Kill(string? because)
    {
        _killedBecause ??= because;
        if (ChildNative.Kill(-_process.Id, ChildNative.SigKill) != 0 && !_process.HasExited)
        {
            // too young to lead a group
            _process.Kill();
        }
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} seconds");
}
