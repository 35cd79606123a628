using System.Text;

namespace Airflow.Cli.Commands.Secrets;

/// <summary>Where an export goes: a file, or stdout when it is called -.</summary>
internal static class ExportTarget
{
    public static bool IsStdout(string file) => file is "-";

    public static async Task WriteAsync(CommandContext context, string file, string content, int count, string things)
    {
        if (IsStdout(file))
        {
            context.Out.Write(content);
            await context.Out.FlushAsync(context.CancellationToken);
            // the message must not end up in what is piped on
            context.Error.Write($"\n{count} {things} successfully exported.\n");
            return;
        }

        // it holds passwords in clear, so a new file is for its owner alone
        await using (var stream = new FileStream(context.PathOf(file), new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(content), context.CancellationToken);
        }

        context.Out.Write($"{count} {things} successfully exported to {file}.\n");
    }
}
