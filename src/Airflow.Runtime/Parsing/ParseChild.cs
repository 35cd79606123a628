using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace Airflow.Runtime.Parsing;

/// <summary>
/// The process that compiles DAG files and runs their top-level code, one after the other, until its parent hangs up. Whatever a file does
/// to it costs that file's result and nothing else.
/// </summary>
public static class ParseChild
{
    /// <summary>The hidden verb that starts it.</summary>
    public const string Verb = "parse-child";

    /// <summary>Runs until the end of the standard input; its arguments are none.</summary>
    public static Task<int> RunAsync(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args.Count > 0)
        {
            Console.Error.WriteLine($"{Verb} takes no arguments; the dag processor starts it.");
            return Task.FromResult(2);
        }

        Isolate();
        using var messages = TakeOverPipes();
        RoslynAssemblies.Register();
        new ParseLoop(messages, new DagCollection()).Run(Listen(messages));
        return Task.FromResult(0);
    }

    /// <summary>A group of its own, so that programs which a file starts end with it; files for nobody else's eyes.</summary>
    private static void Isolate()
    {
        _ = ChildNative.SetProcessGroup(0, 0);
        _ = ChildNative.SetUserMask(0x3f); // 077
    }

    /// <summary>Messages travel on copies of the standard pipes, so that a file's code cannot mix its own bytes in.</summary>
    private static MessageStream TakeOverPipes()
    {
        var input = Copy(0);
        var output = Copy(1);
        var nothing = ChildNative.Open("/dev/null", 0);
        _ = ChildNative.Duplicate(nothing, 0);
        _ = ChildNative.Duplicate(2, 1);
        _ = ChildNative.Close(nothing);
        Console.SetIn(TextReader.Null);
        return new MessageStream(new FileStream(input, FileAccess.Read, 0), new FileStream(output, FileAccess.Write, 0));
    }

    private static SafeFileHandle Copy(int descriptor)
    {
        var copy = ChildNative.DuplicateForSelf(descriptor);
        return copy >= 0 ? new SafeFileHandle(copy, ownsHandle: true) : throw new IOException($"Cannot copy descriptor {descriptor}.");
    }

    /// <summary>Reads on a thread of its own: it ends the process when the parent is gone, even while a file's code runs for ever.</summary>
    private static BlockingCollection<ParseMessage> Listen(MessageStream messages)
    {
        var arrived = new BlockingCollection<ParseMessage>(boundedCapacity: 4);
        var reader = new Thread(() =>
        {
            while (ReadOrEnd(messages) is { } message)
            {
                arrived.Add(message);
            }

            ChildNative.ExitNow(0);
        })
        { IsBackground = true, Name = "messages" };
        reader.Start();
        return arrived;
    }

    private static ParseMessage? ReadOrEnd(MessageStream messages)
    {
        try
        {
            return messages.Read();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
