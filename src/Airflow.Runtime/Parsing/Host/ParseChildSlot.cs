using System.ComponentModel;
using Airflow.Engine;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Parsing;

/// <summary>Keeps one parse child: starts it when there is work, replaces it when it is spent, ends it when it is not needed.</summary>
internal sealed partial class ParseChildSlot(ParseChildOptions options, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private ParseChildProcess? _child;

    /// <summary>Starts the child ahead of the first file; with a file to compile in sight, its compiler, too.</summary>
    public void Prepare(bool compiler)
    {
        var child = _child ??= Start();
        if (compiler && child.Files == 0)
        {
            child.WarmUp();
        }
    }

    public async Task<ParseAnswer> ParseAsync(ParseRequest request, Action<string> onOutput, CancellationToken cancellationToken)
    {
        var child = _child ??= Start();
        var answer = await ParseAsync(child, request, onOutput, cancellationToken);
        if (answer.EndsProcess && child is { WasKilled: false, Files: > 1 })
        {
            // what an earlier file left running may have done it; in a child of its own a file answers for itself alone
            child = _child = Start();
            answer = await ParseAsync(child, request, onOutput, cancellationToken);
        }

        if (_child is not null && (child.Files >= options.FileLimit || child.ResidentBytes() > options.KeepLimitBytes))
        {
            Log.Replaced(logger, child.ProcessId, child.Files);
            await EndAsync();
        }

        return answer;
    }

    /// <summary>Ends the child; the next file starts another.</summary>
    public async Task EndAsync()
    {
        if (_child is { } child)
        {
            _child = null;
            await child.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync();

    private async Task<ParseAnswer> ParseAsync(ParseChildProcess child, ParseRequest request, Action<string> onOutput, CancellationToken cancellationToken)
    {
        var isDone = false;
        try
        {
            var answer = await child.ParseAsync(request, onOutput, cancellationToken);
            isDone = !answer.EndsProcess;
            return answer;
        }
        finally
        {
            if (!isDone)
            {
                Log.Ended(logger, child.ProcessId, request.RelativePath);
                await EndAsync();
            }
        }
    }

    private ParseChildProcess Start()
    {
        try
        {
            var child = ParseChildProcess.Start(options, time);
            Log.Started(logger, child.ProcessId);
            return child;
        }
        catch (Win32Exception exception)
        {
            throw new AirflowException("parse_child", $"The parse child cannot be started ({string.Join(' ', options.Command)}): {exception.Message}", exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Debug, "Started parse child {Pid}")]
        public static partial void Started(ILogger logger, int pid);

        [LoggerMessage(3002, LogLevel.Debug, "Parse child {Pid} is replaced after {Files} files")]
        public static partial void Replaced(ILogger logger, int pid, int files);

        [LoggerMessage(3003, LogLevel.Warning, "Parse child {Pid} did not survive {File}; another takes its place")]
        public static partial void Ended(ILogger logger, int pid, string file);
    }
}
