using System.Collections.Concurrent;
using System.ComponentModel;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;

namespace Airflow.Runtime.Processes;

/// <summary>
/// Starts and collects children on one thread of its own. It must be one that lives as long as this process: the kernel kills a child
/// with PR_SET_PDEATHSIG when the thread that started it ends, and pool threads end when they are idle.
/// </summary>
internal sealed class ChildSpawner : IDisposable
{
    private const int OpaqueSize = 512;

    /// <summary>How much less of a crowded processor a task gets than its supervisor: about a third.</summary>
    private const int TaskNice = 5;

    private readonly ConcurrentQueue<(ChildCommand Command, TaskCompletionSource<ChildProcess> Started)> requests = new();
    private readonly List<(ChildProcess Child, int Descriptor)> children = [];
    private readonly AnonymousPipeServerStream wakeWriter = new(PipeDirection.Out, HandleInheritability.None);
    private readonly AnonymousPipeClientStream wakeReader;
    private volatile bool stopping;

    public ChildSpawner()
    {
        wakeReader = new AnonymousPipeClientStream(PipeDirection.In, wakeWriter.ClientSafePipeHandle);
        new Thread(Run, 256 * 1024) { IsBackground = true, Name = "child-spawner" }.Start();
    }

    public Task<ChildProcess> StartAsync(ChildCommand command)
    {
        var started = new TaskCompletionSource<ChildProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        requests.Enqueue((command, started));
        Wake();
        return started.Task;
    }

    /// <summary>Ends the thread, and with it every child that is still there.</summary>
    public void Dispose()
    {
        if (!stopping)
        {
            stopping = true;
            Wake();
        }
    }

    private void Wake() => wakeWriter.WriteByte(1);

    private void Run()
    {
        // children inherit it: a machine that is busy with tasks still schedules, claims and stores at once
        _ = Libc.SetPriority(0, 0, TaskNice);
        while (!stopping || children.Count > 0)
        {
            if (stopping)
            {
                children.ForEach(child => child.Child.SignalGroup(Libc.SigKill));
            }
            WaitForNews();
            while (requests.TryDequeue(out var request))
            {
                Start(request.Command, request.Started);
            }
            for (var i = children.Count - 1; i >= 0; i--)
            {
                if (children[i].Child.TryReap())
                {
                    _ = Libc.Close(children[i].Descriptor);
                    children.RemoveAt(i);
                }
            }
        }
        wakeReader.Dispose();
        wakeWriter.Dispose();
    }

    private unsafe void WaitForNews()
    {
        var entries = new PollEntry[children.Count + 1];
        entries[0] = new PollEntry { Descriptor = (int)wakeReader.SafePipeHandle.DangerousGetHandle(), Events = PollEntry.Readable };
        for (var i = 0; i < children.Count; i++)
        {
            entries[i + 1] = new PollEntry { Descriptor = children[i].Descriptor, Events = PollEntry.Readable };
        }
        fixed (PollEntry* first = entries)
        {
            // a kernel without pidfd_open gives -1, which poll steps over: then look now and then
            _ = Libc.Poll(first, (nuint)entries.Length, children.Exists(child => child.Descriptor < 0) ? 100 : -1);
        }
        if (entries[0].Returned != 0)
        {
            _ = wakeReader.ReadByte();
        }
    }

    private void Start(ChildCommand command, TaskCompletionSource<ChildProcess> started)
    {
        var (error, pid) = Spawn(command);
        if (error != 0)
        {
            started.SetException(new Win32Exception(error, $"Cannot start {command.Path}: {Marshal.GetPInvokeErrorMessage(error)}"));
            return;
        }
        var child = new ChildProcess(pid);
        children.Add((child, (int)Libc.Syscall(Libc.PidfdOpen, pid, 0)));
        started.SetResult(child);
    }

    private static unsafe (int Error, int Pid) Spawn(ChildCommand command)
    {
        // the C structures are opaque; these are larger than glibc's and musl's
        var attributes = stackalloc byte[OpaqueSize];
        var actions = stackalloc byte[OpaqueSize];
        var signals = stackalloc byte[OpaqueSize];
        _ = Libc.SpawnAttributesInit(attributes);
        _ = Libc.SpawnActionsInit(actions);
        _ = Libc.SpawnAttributesSetFlags(attributes, Libc.SpawnSetPgroup | Libc.SpawnSetSigdef | Libc.SpawnSetSigmask);
        _ = Libc.SigFillSet(signals);
        _ = Libc.SpawnAttributesSetSigDefault(attributes, signals);
        _ = Libc.SigEmptySet(signals);
        _ = Libc.SpawnAttributesSetSigMask(attributes, signals);
        fixed (byte* null0 = "/dev/null\0"u8)
        {
            _ = Libc.SpawnActionsAddOpen(actions, 0, null0, 0, 0);
        }
        using var arguments = new CStrings([command.Path, .. command.Arguments]);
        using var environment = new CStrings([.. command.Environment.Select(entry => $"{entry.Key}={entry.Value}")]);
        int pid;
        var error = Libc.PosixSpawn(&pid, arguments.Pointers[0], actions, attributes, arguments.Pointers, environment.Pointers);
        _ = Libc.SpawnActionsDestroy(actions);
        _ = Libc.SpawnAttributesDestroy(attributes);
        return (error, pid);
    }

    /// <summary>A NULL-terminated array of C strings.</summary>
    private sealed unsafe class CStrings : IDisposable
    {
        private readonly int count;

        public CStrings(IReadOnlyList<string> texts)
        {
            count = texts.Count;
            Pointers = (byte**)NativeMemory.AllocZeroed((nuint)(count + 1), (nuint)sizeof(byte*));
            for (var i = 0; i < count; i++)
            {
                var bytes = Encoding.UTF8.GetBytes(texts[i]);
                Pointers[i] = (byte*)NativeMemory.AllocZeroed((nuint)bytes.Length + 1);
                bytes.CopyTo(new Span<byte>(Pointers[i], bytes.Length));
            }
        }

        public byte** Pointers { get; }

        public void Dispose()
        {
            for (var i = 0; i < count; i++)
            {
                NativeMemory.Free(Pointers[i]);
            }
            NativeMemory.Free(Pointers);
        }
    }
}
