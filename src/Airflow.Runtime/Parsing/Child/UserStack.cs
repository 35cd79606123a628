using System.Diagnostics;
using System.Text;

namespace Airflow.Runtime.Parsing;

/// <summary>Finds the author's own lines in a stack.</summary>
internal static class UserStack
{
    /// <summary>A problem out of an exception, at the innermost line of the author.</summary>
    public static ParseProblem Problem(Exception exception, ParseRequest request)
    {
        var detail = new StringBuilder();
        ParseProblem? place = null;
        for (var current = exception; current is not null; current = current.InnerException)
        {
            if (current != exception)
            {
                detail.Append("caused by ").Append(current.GetType().FullName).Append(": ").Append(current.Message).Append('\n');
            }

            place = Describe(new StackTrace(current, fNeedFileInfo: true), request, detail) ?? place;
        }

        return new ParseProblem
        {
            File = place?.File ?? request.RelativePath,
            Line = place?.Line ?? 0,
            Column = place?.Column ?? 0,
            Message = $"{exception.GetType().FullName}: {exception.Message}",
            Detail = detail.ToString().TrimEnd(),
        };
    }

    private static ParseProblem? Describe(StackTrace stack, ParseRequest request, StringBuilder detail)
    {
        ParseProblem? first = null;
        foreach (var frame in stack.GetFrames())
        {
            // frames with a line of a file inside the bundle; what lies between them is the framework's business
            if (frame.GetFileName() is not { Length: > 0 } file || frame.GetFileLineNumber() is not (> 0 and var line) || InBundle(file, request) is not { } path)
            {
                continue;
            }

            detail.Append("   at ").Append(frame.GetMethod()?.Name).Append(" in ").Append(path).Append(":line ").Append(line).Append('\n');
            first ??= new ParseProblem { File = path, Line = line, Column = frame.GetFileColumnNumber(), Message = "" };
        }

        return first;
    }

    private static string? InBundle(string file, ParseRequest request)
    {
        if (Path.IsPathRooted(file))
        {
            return file.StartsWith(request.BundlePath + "/", StringComparison.Ordinal) ? file[(request.BundlePath.Length + 1)..] : null;
        }

        return file;
    }
}
