using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Win32.SafeHandles;

namespace Airflow.Runtime.Parsing;

/// <summary>How a child process talks with the role that started it.</summary>
internal static class ChildPipes
{
    /// <summary>A group of its own, so that programs which its code starts end with it; files for nobody else's eyes.</summary>
    public static void Isolate()
    {
        _ = ChildNative.SetProcessGroup(0, 0);
        _ = ChildNative.SetUserMask(0x3f); // 077
    }

    /// <summary>Messages travel on copies of the standard pipes, so that a file's code cannot mix its own bytes in.</summary>
    public static MessageStream<T> TakeOver<T>(JsonTypeInfo<T> json)
        where T : class
    {
        var input = Copy(0);
        var output = Copy(1);
        var nothing = ChildNative.Open("/dev/null", 0);
        _ = ChildNative.Duplicate(nothing, 0);
        _ = ChildNative.Duplicate(2, 1);
        _ = ChildNative.Close(nothing);
        Console.SetIn(TextReader.Null);
        return new MessageStream<T>(new FileStream(input, FileAccess.Read, 0), new FileStream(output, FileAccess.Write, 0), json);
    }

    /// <summary>Reads on a thread of its own: it ends the process when the parent is gone, even while a file's code runs for ever.</summary>
    public static BlockingCollection<T> Listen<T>(MessageStream<T> messages)
        where T : class
    {
        var arrived = new BlockingCollection<T>(boundedCapacity: 4);
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

    private static SafeFileHandle Copy(int descriptor)
    {
        var copy = ChildNative.DuplicateForSelf(descriptor);
        return copy >= 0 ? new SafeFileHandle(copy, ownsHandle: true) : throw new IOException($"Cannot copy descriptor {descriptor}.");
    }

    private static T? ReadOrEnd<T>(MessageStream<T> messages)
        where T : class
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
