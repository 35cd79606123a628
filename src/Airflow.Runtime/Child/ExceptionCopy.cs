using System.Reflection;
using System.Runtime.ExceptionServices;
using Airflow.Runtime.Frames.Messages;

namespace Airflow.Runtime.Child;

/// <summary>Takes an exception apart so that it can leave the process, and puts it together in another one.</summary>
internal static class ExceptionCopy
{
    private const int MaxText = 16_000;

    public static ErrorInfo Take(Exception exception) => new()
    {
        ErrorType = $"{exception.GetType().FullName}, {exception.GetType().Assembly.GetName().Name}",
        Message = Cut(exception.Message),
        StackTrace = exception.StackTrace is { } trace ? Cut(trace) : null,
    };

    /// <summary>The same type with the same message and stack trace; a <see cref="TaskFailedException"/> when that type cannot be made.</summary>
    /// <param name="assemblies">Where to look for the author's types first.</param>
    public static Exception Make(ErrorInfo error, IEnumerable<Assembly> assemblies)
    {
        var exception = Create(error, assemblies) ?? new TaskFailedException($"{error.ErrorType.Split(',')[0]}: {error.Message}");
        return error.StackTrace is { Length: > 0 } trace ? ExceptionDispatchInfo.SetRemoteStackTrace(exception, trace) : exception;
    }

    private static Exception? Create(ErrorInfo error, IEnumerable<Assembly> assemblies)
    {
        var parts = error.ErrorType.Split(", ", 2);
        var found = assemblies.Concat(AppDomain.CurrentDomain.GetAssemblies())
            .Where(assembly => assembly.GetName().Name == parts.ElementAtOrDefault(1))
            .Select(assembly => assembly.GetType(parts[0]))
            .OfType<Type>()
            .FirstOrDefault(type => type.IsSubclassOf(typeof(Exception)) || type == typeof(Exception));
        try
        {
            return found?.GetConstructor([typeof(string)])?.Invoke([error.Message]) as Exception;
        }
#pragma warning disable CA1031 // the constructor is the author's: one that throws is as good as none
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _ = exception;
            return null;
        }
    }

    private static string Cut(string text) => text.Length <= MaxText ? text : $"{text.AsSpan(0, MaxText)}…";
}
