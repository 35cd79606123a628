using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Airflow.Engine.Dags.Authoring;

namespace Airflow.Runtime.Parsing;

/// <summary>Answers requests in a parse child, one at a time.</summary>
internal sealed class ParseLoop
{
    private readonly MessageStream<ParseMessage> _messages;
    private readonly OutputWriter _output;
    private readonly DagCollection _collection;
    private object? _compiler;
    private ParseRequest? _current;

    public ParseLoop(MessageStream<ParseMessage> messages, DagCollection collection)
    {
        _messages = messages;
        _output = new OutputWriter(messages);
        _collection = collection;
    }

    public void Run(BlockingCollection<ParseMessage> arrived)
    {
        Console.SetOut(_output);
        Console.SetError(_output);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => TellExit();
        AppDomain.CurrentDomain.UnhandledException += (_, failure) => TellCrash((Exception)failure.ExceptionObject);
        foreach (var message in arrived.GetConsumingEnumerable())
        {
            if (message.WarmUp)
            {
                WarmUp();
            }
            else if (message.Request is { } request)
            {
                Answer(request);
            }
        }
    }

    private void Answer(ParseRequest request)
    {
        Volatile.Write(ref _current, request);
        var answer = Parse(request);
        _output.Finish();
        if (Interlocked.Exchange(ref _current, null) is null)
        {
            // a thread of the file's code is ending the process; it has told so
            return;
        }

        _messages.Write(new ParseMessage { Answer = answer });
    }

    private ParseAnswer Parse(ParseRequest request)
    {
        if (request.AssemblyPath is { } path)
        {
            try
            {
                return Collect(request, File.ReadAllBytes(path));
            }
            catch (Exception exception) when (exception is BadImageFormatException or IOException)
            {
                // what was kept is spoilt or gone: as if it had never been compiled
                _output.WriteLine($"The kept assembly is not usable ({exception.Message}); compiling again.");
            }
        }

        var compiled = Compile(request.Sources);
        if (compiled.Assembly is not { } assembly)
        {
            return new ParseAnswer { Problems = compiled.Problems, IsPart = compiled.IsPart };
        }

        var answer = Collect(request, assembly);
        return answer with { Assembly = assembly, Problems = [.. compiled.Problems, .. answer.Problems] };
    }

    private ParseAnswer Collect(ParseRequest request, byte[] assembly)
    {
        _messages.Write(new ParseMessage { Running = true });
        return _collection.Run(request, assembly);
    }

    // the compiler's types must not be touched before they are wanted: loading them takes most of a child's start
    [MethodImpl(MethodImplOptions.NoInlining)]
    private CompiledFile Compile(IReadOnlyList<SourceFile> sources) => Compiler().Compile(sources);

    private void WarmUp()
    {
        var compiled = Compile([new SourceFile(DagCompilerWarmUp.Path, DagCompilerWarmUp.Source)]);
        if (compiled.Assembly is { } assembly)
        {
            _collection.Run(new ParseRequest { Source = new DagSource { FileLocation = "/" + DagCompilerWarmUp.Path, RelativeFileLocation = DagCompilerWarmUp.Path, DagsFolder = "/" } }, assembly);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private DagCompiler Compiler() => (DagCompiler)(_compiler ??= new DagCompiler(CompileReferences.Load()));

    private void TellExit()
    {
        if (Interlocked.Exchange(ref _current, null) is { } request)
        {
            _output.Finish();
            var (file, line) = ExitCall(request);
            var problem = new ParseProblem
            {
                File = file,
                Line = line,
                Message = $"the file's code ended the process with exit code {Environment.ExitCode}; top-level code of a DAG file only describes the DAG and must return.",
            };
            _messages.Write(new ParseMessage { Answer = ParseAnswer.Failed(problem) with { EndsProcess = true } });
        }
    }

    /// <summary>The handler runs on a thread of its own, so no stack tells who called; the only such call in the sources does.</summary>
    private static (string File, int Line) ExitCall(ParseRequest request)
    {
        var calls = request.Sources
            .SelectMany(source => source.Text.Split('\n').Select((text, index) => (source.Path, Line: index + 1, Text: text)))
            .Where(line => line.Text.Contains("Environment.Exit", StringComparison.Ordinal))
            .ToList();
        return calls.Count == 1 ? (calls[0].Path, calls[0].Line) : (request.RelativePath, 0);
    }

    private void TellCrash(Exception exception)
    {
        if (Interlocked.Exchange(ref _current, null) is { } request)
        {
            _output.Finish();
            _messages.Write(new ParseMessage { Answer = ParseAnswer.Failed(UserStack.Problem(exception, request)) with { EndsProcess = true } });
        }
    }
}
