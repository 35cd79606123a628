using System.Net.Sockets;
using Airflow.Engine.MessagePack;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;
using Airflow.Runtime.Logs;
using Airflow.Runtime.Pool;

namespace Airflow.Runtime.Supervision;

/// <summary>Requests and replies of one try, from the first frame until the runtime is ready again or hangs up.</summary>
internal sealed class Conversation(RuntimeProcess runtime, RequestHandler handler, SupervisorOptions options, TimeProvider time, TaskLog log)
{
    private int frames;

    public ConversationEnd End { get; private set; }

    /// <summary>The last terminal message; null when there was none.</summary>
    public FrameMessage? Terminal { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>What the task threw, if its callbacks want to know.</summary>
    public ErrorInfo? Error { get; private set; }

    public bool IsTainted { get; private set; }

    /// <summary>What was wrong with a frame.</summary>
    public string? Problem { get; private set; }

    public async Task RunAsync()
    {
        ITimer? overtime = null;
        try
        {
            while (await runtime.Channel.ReceiveAsync() is { } frame)
            {
                frames++;
                if (frame.Body is RuntimeReady ready)
                {
                    (End, Reason, Error, IsTainted) = (ConversationEnd.Ready, ready.Reason, ready.Error, ready.Tainted);
                    return;
                }
                if (IsTerminal(frame.Body))
                {
                    Terminal = frame.Body;
                    overtime ??= time.CreateTimer(_ => runtime.Kill(), null, options.Overtime, Timeout.InfiniteTimeSpan);
                    await runtime.Channel.SendAsync(frame.Id, null);
                    continue;
                }
                var (reply, error) = await handler.AnswerAsync(frame.Body);
                await runtime.Channel.SendAsync(frame.Id, reply, error);
            }
            End = ConversationEnd.HungUp;
        }
        catch (SocketException exception)
        {
            // the kernel tells when the other side went without having read what it was sent
            End = frames == 0 && exception.SocketErrorCode == SocketError.ConnectionReset ? ConversationEnd.Unread : ConversationEnd.HungUp;
        }
        catch (MessagePackException exception)
        {
            End = ConversationEnd.Broken;
            Problem = exception.Message;
            log.Write("error", "airflow.supervisor", $"The task runtime broke the protocol: {exception.Message}");
            runtime.Kill();
        }
        finally
        {
            if (overtime is not null)
            {
                await overtime.DisposeAsync();
            }
        }
    }

    /// <summary>Whether it says what became of the try.</summary>
    public static bool IsTerminal(FrameMessage? body) => body is SucceedTask or RetryTask or TaskState or RescheduleTask or DeferTask or AwaitInputTask;
}
