using System.Text;

namespace Airflow.Cli.Completion;

/// <summary>Writes the scripts. Words are told apart by the first ones of the line that are no options.</summary>
internal static class CompletionScript
{
    public static string Bash(IReadOnlyList<CompletedWord> words)
    {
        var text = new StringBuilder("""
            # airflow completion for bash
            _airflow() {
              local current=${COMP_WORDS[COMP_CWORD]} path='' index word
              for ((index = 1; index < COMP_CWORD; index++)); do
                word=${COMP_WORDS[index]}
                if [[ $word == --server ]]; then ((index++)); continue; fi
                [[ $word == -* ]] && continue
                _airflow_words "${path:+$path }$word" >/dev/null && path="${path:+$path }$word"
              done
              COMPREPLY=($(compgen -W "$(_airflow_words "$path")" -- "$current"))
            }
            _airflow_words() {
              case $1 in

            """);
        foreach (var path in words.GroupBy(static word => word.Path, StringComparer.Ordinal))
        {
            text.Append($"    '{path.Key}') echo '{string.Join(' ', path.Select(static word => word.Word))}' ;;\n");
        }

        return text.Append("    *) return 1 ;;\n  esac\n}\ncomplete -o default -F _airflow airflow\n").ToString();
    }

    /// <summary>zsh runs bash's script.</summary>
    public static string Zsh(IReadOnlyList<CompletedWord> words) =>
        $"autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n{Bash(words)}";

    public static string Fish(IReadOnlyList<CompletedWord> words)
    {
        var text = new StringBuilder("""
            # airflow completion for fish
            function __airflow_path
              set -l words (commandline -opc)[2..-1]
              set -l path
              set -l skip 0
              for word in $words
                if test $skip = 1
                  set skip 0
                else if test $word = --server
                  set skip 1
                else if not string match -q -- '-*' $word
                  test (count $path) -lt 2; and set -a path $word
                end
              end
              string join ' ' -- $path
            end

            """);
        foreach (var word in words)
        {
            var option = word.Word.StartsWith("--", StringComparison.Ordinal) ? $"-l {word.Word[2..]}" : $"-a {word.Word}";
            text.Append($"complete -c airflow -f -n 'test \"$(__airflow_path)\" = \"{word.Path}\"' {option} -d '{Quote(word.Summary)}'\n");
        }

        return text.ToString();
    }

    private static string Quote(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}
