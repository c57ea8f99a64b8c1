/** sharp, loaded with the first picture: a process that draws none is spared its ten megabytes. */
export const openSharp = async () => (await import('sharp')).default
