using Assistant.PluginRunner;

// `assistant-plugin-runner` carries one .NET plugin; `assistant-plugin-runner exec PROGRAM ARGS...` becomes that program.
HostTie.Bind();
return args is ["exec", .. { Length: > 0 } command] ? HostTie.Become(command) : await Runner.RunAsync();
